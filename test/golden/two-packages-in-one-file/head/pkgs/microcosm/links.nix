{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

let
  version = "0.2.0";
  src = fetchFromGitHub {
    owner = "example";
    repo = "links";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };
  mkLinkService =
    { pname, description }:
    rustPlatform.buildRustPackage {
      inherit pname version src;
      cargoHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
      passthru.atproto = {
        type = "application";
        services = [ pname ];
      };
      meta = {
        inherit description;
        mainProgram = pname;
        license = lib.licenses.mpl20;
      };
    };
in
{
  constellation = mkLinkService {
    pname = "constellation";
    description = "Index of links between records";
  };
  spacedust = mkLinkService {
    pname = "spacedust";
    description = "Firehose of links";
  };
}
