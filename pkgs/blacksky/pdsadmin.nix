{ lib, callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-pdsadmin";
  version = "0.1.1";
  mainProgram = "pdsadmin";
  license = lib.licenses.mit;
  description = "Administrates an rsky-pds from the command line";
  interface = {
    type = "tool";
    services = [ ];
    protocols = [ "com.atproto" ];
    configuration = {
      required = [ ];
      optional = [ "PDS_ENV_FILE" ];
    };
  };
}
