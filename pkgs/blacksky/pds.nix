{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-pds";
  version = "0.13.17";
  description = "Personal data server in Rust";
  interface = {
    type = "service";
    description = "rsky-pds, a personal data server";
    logLevels = [ ];
    documentation.environment = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-pds, as `PDS_…`";
    healthCheck = "/xrpc/_health";
    proxy = true;
    backup = true;
    services = [ "pds" ];
    protocols = [ "com.atproto" ];
    runtime = "rust";
    database = "sqlite";
    stateDirectory = "blacksky-pds";
    ports = {
      http = {
        port = 8000;
        environment = "ROCKET_PORT";
      };
    };
    settings = {
      hostname = {
        type = "hostName";
        example = "pds.example.com";
        description = "Domain name that the server is reached under; handles end in it.";
      };
      plc = {
        type = "httpUrl";
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
      crawlers = {
        type = "httpUrl";
        list = true;
        default = [ "https://bsky.network" ];
        example = [ "https://relay.example.com" ];
        description = "Relays that are asked to crawl the server.";
      };
      inviteRequired = {
        type = "boolean";
        default = true;
        example = false;
        description = "Whether an account needs an invite code.";
      };
    };
    environment = {
      PDS_BLOBSTORE_DISK_LOCATION = "{dataDir}/blobs";
      PDS_CRAWLERS = "{crawlers}";
      PDS_DATA_DIRECTORY = "{dataDir}";
      PDS_DID_PLC_URL = "{plc}";
      PDS_HOSTNAME = "{hostname}";
      PDS_INVITE_REQUIRED = "{inviteRequired}";
      PDS_PORT = "{port}";
      PDS_SERVICE_HANDLE_DOMAINS = ".{hostname}";
      ROCKET_ADDRESS = "{address}";
    };
    configuration = {
      required = [
        "PDS_HOSTNAME"
        "PDS_JWT_KEY_K256_PRIVATE_KEY_HEX"
        "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX"
        "PDS_REPO_SIGNING_KEY_K256_PRIVATE_KEY_HEX"
      ];
      optional = [
        "PDS_ADMIN_PASSWORD"
        "PDS_BLOBSTORE_DISK_LOCATION"
        "PDS_BLOBSTORE_S3_BUCKET"
        "PDS_BSKY_APP_VIEW_DID"
        "PDS_BSKY_APP_VIEW_URL"
        "PDS_CONTACT_EMAIL_ADDRESS"
        "PDS_CRAWLERS"
        "PDS_DATA_DIRECTORY"
        "PDS_DID_PLC_URL"
        "PDS_DPOP_SECRET"
        "PDS_EMAIL_FROM_ADDRESS"
        "PDS_INVITE_REQUIRED"
        "PDS_MAILGUN_API_KEY"
        "PDS_MAILGUN_DOMAIN"
        "PDS_MOD_SERVICE_DID"
        "PDS_PORT"
        "PDS_SERVICE_DID"
        "PDS_SERVICE_HANDLE_DOMAINS"
        "ROCKET_ADDRESS"
        "ROCKET_PORT"
      ];
    };
  };
}
