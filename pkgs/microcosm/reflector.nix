{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "reflector";
  source = {
    rev = "af33a8464e7893c157f17a455d75551b284e97bd";
    hash = "sha256-rjcd7yJIbMocx2BzvFkmvOV/8EjJixdrmcgdHvRqN5k=";
  };
  fjallHash = "sha256-z1Kd9SPzsqAaizNbVc4rzcD2cDOUTuamsXzCL7M3ut4=";
  description = "Serves did:web documents for the subdomains of one host";
  interface = {
    services = [ "reflector" ];
    protocols = [ "com.atproto" ];
    runtime = "rust";
    ports = {
      http = {
        port = 3001;
      };
    };
    configuration = {
      required = [ ];
      optional = [ "RUST_LOG" ];
    };
  };
}
