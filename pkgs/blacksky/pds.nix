{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-pds";
  version = "0.13.17";
  description = "Personal data server in Rust";
  interface = {
    type = "service";
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
