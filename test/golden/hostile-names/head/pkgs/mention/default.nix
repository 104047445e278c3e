{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "mention";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "mention";
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
    description = "Daemon that mentions";
    license = lib.licenses.asl20;
    mainProgram = "mentiond";
  };
}
