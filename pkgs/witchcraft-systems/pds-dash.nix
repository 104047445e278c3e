{
  lib,
  stdenv,
  fetchFromGitHub,
  deno,
}:

stdenv.mkDerivation {
  pname = "pds-dash";
  version = "1.0-unstable-2025-05-30";

  src = fetchFromGitHub {
    owner = "witchcraft-systems";
    repo = "pds-dash";
    rev = "c348ed5d46a0d95422ea6f4925420be8ff3ce8f0";
    hash = "sha256-9Geh8X5523tcZYyS7yONBjUW20ovej/5uGojyBBcMFI=";
  };

  nativeBuildInputs = [ deno ];

  # The server that it shows is written into the pages: copy and change config.ts with overrideAttrs.
  postPatch = ''
    cp config.ts.example config.ts
  '';

  buildPhase = ''
    runHook preBuild
    deno task build
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/share
    cp -r dist $out/share/pds-dash
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hash of the Deno dependencies" ];
    atproto = {
      type = "frontend";
      services = [ ];
      protocols = [ "com.atproto" ];
      runtime = "static";
      documentRoot = "share/pds-dash";
    };
  };

  meta = {
    description = "Page that shows who is on a personal data server and what they say";
    homepage = "https://github.com/witchcraft-systems/pds-dash";
    license = lib.licenses.mit;
    platforms = lib.platforms.all;
    broken = true;
  };
}
