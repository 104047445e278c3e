{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "who-am-i";
  source = {
    rev = "af33a8464e7893c157f17a455d75551b284e97bd";
    hash = "sha256-rjcd7yJIbMocx2BzvFkmvOV/8EjJixdrmcgdHvRqN5k=";
  };
  fjallHash = "sha256-z1Kd9SPzsqAaizNbVc4rzcD2cDOUTuamsXzCL7M3ut4=";
  description = "Tells a site who its visitor is, with the consent of the visitor";
  interface = {
    services = [ "who-am-i" ];
    protocols = [ "com.atproto" ];
    runtime = "rust";
    ports = {
      http = {
        port = 9997;
        environment = "BIND";
        address = true;
      };
    };
    configuration = {
      required = [
        "APP_SECRET"
        "BASE_URL"
        "OAUTH_PRIVATE_KEY"
      ];
      optional = [ ];
    };
  };
}
