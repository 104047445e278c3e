{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "libwidget";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "libwidget";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  cargoHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "library";
    services = [ ];
  };

  meta = {
    description = "Widget library";
    license = lib.licenses.asl20;
  };
}
