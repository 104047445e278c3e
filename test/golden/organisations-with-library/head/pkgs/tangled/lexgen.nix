{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "lexgen";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "lexgen";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  cargoHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "library";
    services = [ ];
  };

  meta = {
    description = "Library of lexicon types";
    license = lib.licenses.asl20;
  };
}
