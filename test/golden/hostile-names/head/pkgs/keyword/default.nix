{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "keyword";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "keyword";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  cargoHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "application";
    services = [ "daemon" ];
    ports = [ ];
  };

  meta = {
    description = "Daemon named like a keyword";
    license = lib.licenses.asl20;
    mainProgram = "keywordd";
  };
}
