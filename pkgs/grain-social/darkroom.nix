{
  lib,
  rustPlatform,
  fetchgit,
  pkg-config,
  openssl,
}:

let
  src = fetchgit {
    url = "https://tangled.org/@grain.social/grain";
    rev = "643445cfbfca683b3f17f8990f444405cff2165a";
    hash = "sha256-4gWb3WcWRcIRLTpU/W54NytGhXY6MdVB4hKWrTNdCqM=";
  };
in
rustPlatform.buildRustPackage {
  pname = "grain-darkroom";
  version = "0-unstable-2025-10-01";
  inherit src;
  sourceRoot = "${src.name}/darkroom";

  cargoLock.lockFile = src + "/darkroom/Cargo.lock";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [ openssl ];
  doCheck = false;

  passthru.atproto = {
    type = "service";
    services = [ "darkroom" ];
    protocols = [ "social.grain" ];
    runtime = "rust";
    stateDirectory = "grain-darkroom";
    ports = {
      http = {
        port = 8080;
        environment = "PORT";
      };
    };
    configuration = {
      required = [ ];
      optional = [
        "BASE_URL"
        "CHROMEDRIVER_PATH"
        "CHROME_PATH"
        "GRAIN_BASE_URL"
        "RUST_LOG"
      ];
    };
  };

  meta = {
    description = "Draws preview images of galleries with a headless browser";
    homepage = "https://tangled.org/@grain.social/grain";
    license = lib.licenses.mit;
    mainProgram = "darkroom";
    platforms = lib.platforms.linux;
  };
}
