{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule {
  pname = "cocoon";
  version = "0-unstable-2025-10-30";

  src = fetchFromGitHub {
    owner = "haileyok";
    repo = "cocoon";
    rev = "5a6fbfab88f0c811b708c08b334cd56716081963";
    hash = "sha256-9gJj+edTGkQsHH72F2f7A6EWDet+k38+8UZ1KN2UGT0=";
  };

  vendorHash = "sha256-5WnME+AVrXfvHX2yPbFoL6QgZoCMAJmBj47OM7miOfc=";
  subPackages = [ "cmd/cocoon" ];
  doCheck = false;

  passthru.atproto = {
    type = "service";
    description = "Cocoon, a personal data server";
    documentation.environment = "https://github.com/haileyok/cocoon, as `COCOON_…`";
    healthCheck = "/xrpc/_health";
    proxy = true;
    backup = true;
    services = [ "cocoon" ];
    protocols = [ "com.atproto" ];
    runtime = "go";
    database = "sqlite";
    arguments = [ "run" ];
    stateDirectory = "cocoon";
    ports = {
      http = {
        port = 8080;
        environment = "COCOON_ADDR";
        address = true;
      };
    };
    settings = {
      hostname = {
        type = "hostName";
        example = "pds.example.com";
        description = "Domain name that the server is reached under.";
      };
      contactEmail = {
        pattern = "[^@[:space:]]+@[^@[:space:]]+";
        example = "admin@example.com";
        description = "Address that people can write to.";
      };
      relays = {
        type = "httpUrl";
        list = true;
        default = [ "https://bsky.network" ];
        example = [ "https://relay.example.com" ];
        description = "Relays that are asked to crawl the server.";
      };
    };
    environment = {
      COCOON_CONTACT_EMAIL = "{contactEmail}";
      COCOON_DB_NAME = "{dataDir}/cocoon.db";
      COCOON_DID = "did:web:{hostname}";
      COCOON_HOSTNAME = "{hostname}";
      COCOON_RELAYS = "{relays}";
    };
    credentials = {
      jwk = {
        environment = "COCOON_JWK_PATH";
        description = "the private key of the server, as a JSON Web Key";
      };
      rotation-key = {
        environment = "COCOON_ROTATION_KEY_PATH";
        description = "the key that rotates identities";
      };
    };
    configuration = {
      required = [
        "COCOON_ADMIN_PASSWORD"
        "COCOON_CONTACT_EMAIL"
        "COCOON_DID"
        "COCOON_HOSTNAME"
        "COCOON_JWK_PATH"
        "COCOON_RELAYS"
        "COCOON_ROTATION_KEY_PATH"
        "COCOON_SESSION_SECRET"
      ];
      secrets = [
        "COCOON_S3_ACCESS_KEY"
        "COCOON_SMTP_PASS"
      ];
      optional = [
        "COCOON_BLOCKSTORE_VARIANT"
        "COCOON_DB_NAME"
        "COCOON_FALLBACK_PROXY"
        "COCOON_S3_ACCESS_KEY"
        "COCOON_S3_BACKUPS_ENABLED"
        "COCOON_S3_BLOBSTORE_ENABLED"
        "COCOON_S3_BUCKET"
        "COCOON_S3_ENDPOINT"
        "COCOON_S3_REGION"
        "COCOON_S3_SECRET_KEY"
        "COCOON_SMTP_EMAIL"
        "COCOON_SMTP_HOST"
        "COCOON_SMTP_NAME"
        "COCOON_SMTP_PASS"
        "COCOON_SMTP_PORT"
        "COCOON_SMTP_USER"
      ];
    };
  };

  meta = {
    description = "Personal data server in Go";
    homepage = "https://github.com/haileyok/cocoon";
    license = lib.licenses.mit;
    mainProgram = "cocoon";
    platforms = lib.platforms.linux;
  };
}
