{
  lib,
  buildNpmPackage,
  fetchgit,
}:

buildNpmPackage {
  pname = "red-dwarf";
  version = "0-unstable-2025-11-11";

  src = fetchgit {
    url = "https://tangled.org/@whey.party/red-dwarf";
    rev = "27ceeb9b32d304033aa46d24d0ec7622a884e240";
    hash = "sha256-UsOt84NsOYxLRlFwWkfFDphRNc4bO7OntcPp7S1jpNI=";
  };

  npmDepsHash = "sha256-jE/HtHGlZeqgLJZMmGg4X05k/nXaCYKZUILUrMAnB+0=";

  # The script `build` checks types first, which a release need not repeat.
  buildPhase = ''
    runHook preBuild
    npx vite build
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/share
    cp -r dist $out/share/red-dwarf
    runHook postInstall
  '';

  passthru.atproto = {
    type = "frontend";
    description = "Red Dwarf, a client for Bluesky";
    services = [ ];
    protocols = [ "app.bsky" ];
    runtime = "static";
    documentRoot = "share/red-dwarf";
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };

  meta = {
    description = "Client for Bluesky that reads from personal data servers instead of an AppView";
    homepage = "https://tangled.org/@whey.party/red-dwarf";
    license = lib.licenses.mit;
    platforms = lib.platforms.all;
  };
}
