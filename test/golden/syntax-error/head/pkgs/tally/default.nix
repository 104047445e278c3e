{ lib, rustPlatform }:

rustPlatform.buildRustPackage {
  pname = "tally"
  version = "1";
}
