{
  lib,
  buildNpmPackage,
  fetchFromGitHub,
}:

buildNpmPackage {
  pname = "konbini-frontend";
  version = "0-unstable-2025-10-18";

  src = fetchFromGitHub {
    owner = "whyrusleeping";
    repo = "konbini";
    rev = "a803489e1b7fb366164f2df2e113528b30013358";
    hash = "sha256-Mk31H9ucrmFBmt1clPdp/xjIw+scEIDvaxYWIvWfl4A=";
  };

  sourceRoot = "source/frontend";
  npmDepsHash = "sha256-jqO9ll1KnbqsB9wxxjzVheZ3P+MXk63rRJL7vPdxKLs=";

  installPhase = ''
    runHook preInstall
    mkdir -p $out/share
    cp -r build $out/share/konbini-frontend
    runHook postInstall
  '';

  passthru.atproto = {
    type = "frontend";
    services = [ ];
    protocols = [ "app.bsky" ];
    description = "the web interface of Konbini";
    runtime = "static";
    documentRoot = "share/konbini-frontend";
    # Konbini itself.
    locations."/api/" = "http://127.0.0.1:4444";
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };

  meta = {
    description = "Web interface of Konbini";
    homepage = "https://github.com/whyrusleeping/konbini";
    license = lib.licenses.mit;
    platforms = lib.platforms.all;
  };
}
