{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "gizmo";
  version = "0.3.1";

  src = fetchFromGitHub {
    owner = "example";
    repo = "gizmo";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  cargoHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto = {
    type = "tooling";
    services = [ ];
  };

  meta = {
    description = "Command-line tool to inspect records";
    license = lib.licenses.asl20;
    mainProgram = "gizmo";
  };
}
