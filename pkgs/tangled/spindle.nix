{ callPackage }:

callPackage ./core.nix { } {
  program = "spindle";
  version = "0-unstable-2025-10-14";
  description = "Runs the pipelines of repositories in containers";
  source = {
    rev = "2e5a4cde904d86825cefe5971e68f1bdfb1dd36f";
    hash = "sha256-qDVJ2sEQL0TJbWer6ByhhQrzHE1bZI3U1mmCk0sPZqo=";
  };
  vendorHash = "sha256-fM1JAVX94qLCObi7FbgtKjl+pGGmWfbQJc0+IdzO3PQ=";
  interface = {
    type = "service";
    services = [ "spindle" ];
    protocols = [
      "com.atproto"
      "sh.tangled"
    ];
    runtime = "go";
    database = "sqlite";
    stateDirectory = "tangled-spindle";
    ports = {
      http = {
        port = 6555;
        environment = "SPINDLE_SERVER_LISTEN_ADDR";
        address = true;
      };
    };
    configuration = {
      required = [
        "SPINDLE_SERVER_HOSTNAME"
        "SPINDLE_SERVER_OWNER"
      ];
      optional = [
        "SPINDLE_NIXERY_PIPELINES_NIXERY"
        "SPINDLE_NIXERY_PIPELINES_WORKFLOW_TIMEOUT"
        "SPINDLE_SERVER_DB_PATH"
        "SPINDLE_SERVER_DEV"
        "SPINDLE_SERVER_JETSTREAM_ENDPOINT"
        "SPINDLE_SERVER_LOG_DIR"
        "SPINDLE_SERVER_MAX_JOB_COUNT"
        "SPINDLE_SERVER_PLC_URL"
        "SPINDLE_SERVER_QUEUE_SIZE"
        "SPINDLE_SERVER_SECRETS_PROVIDER"
      ];
    };
  };
}
