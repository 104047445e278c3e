{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "tally";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "tally";
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
    description = "Counter daemon for feeds";
    license = lib.licenses.asl20;
    mainProgram = "tallyd";
  };
}
