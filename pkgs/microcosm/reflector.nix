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
    description = "Reflector, which serves did:web documents for subdomains";
    documentation = { };
    proxy = true;
    runtime = "rust";
    stateDirectory = null;
    arguments = [
      "--id"
      "{serviceId}"
      "--type"
      "{serviceType}"
      "--service-endpoint"
      "{serviceEndpoint}"
      [
        "--domain"
        "{domain}"
      ]
    ];
    settings = {
      domain = {
        type = "hostName";
        default = null;
        example = "reflector.example.com";
        description = "Parent of the subdomains that a proxy may fetch certificates for; null for none.";
      };
      serviceEndpoint = {
        type = "httpUrl";
        example = "https://appview.example.com";
        description = "Address of the service in the DID documents.";
      };
      serviceId = {
        pattern = "#[A-Za-z0-9._-]+";
        example = "#bsky_appview";
        description = "Id of the service in the DID documents.";
      };
      serviceType = {
        example = "BskyAppView";
        description = "Type of the service in the DID documents.";
      };
    };
    ports = {
      http = {
        port = 3001;
        public = true;
      };
    };
    configuration = {
      required = [ ];
      optional = [ "RUST_LOG" ];
    };
  };
}
