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
    description = "Spindle, which runs pipelines in containers";
    documentation.environment = "https://tangled.org/@tangled.org/core/tree/master/spindle/config, as `SPINDLE_…`";
    proxy = true;
    runtime = "go";
    database = "sqlite";
    stateDirectory = "tangled-spindle";
    groups = [ "{containerGroup}" ];
    settings = {
      containerGroup = {
        type = "userName";
        default = "docker";
        example = "podman";
        description = "Group that may use the container socket, which amounts to being root on this machine.";
      };
      hostname = {
        type = "hostName";
        example = "spindle.example.com";
        description = "Domain name that the service is reached under.";
      };
      jetstream = {
        type = "webSocketUrl";
        default = "wss://jetstream1.us-west.bsky.network/subscribe";
        example = "ws://127.0.0.1:8080/subscribe";
        description = "Jetstream that the events come from.";
      };
      maxJobs = {
        type = "positive";
        default = 2;
        example = 8;
        description = "How many jobs run at once.";
      };
      nixery = {
        type = "hostName";
        default = "nixery.tangled.sh";
        example = "nixery.example.com";
        description = "Registry that the images of pipelines come from.";
      };
      owner = {
        type = "did";
        example = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
        description = "Account that owns it.";
      };
      plc = {
        type = "httpUrl";
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
      workflowTimeout = {
        type = "goDuration";
        default = "5m";
        example = "1h";
        description = "How long a workflow may run.";
      };
    };
    environment = {
      SPINDLE_NIXERY_PIPELINES_NIXERY = "{nixery}";
      SPINDLE_NIXERY_PIPELINES_WORKFLOW_TIMEOUT = "{workflowTimeout}";
      SPINDLE_SERVER_DB_PATH = "{dataDir}/spindle.db";
      SPINDLE_SERVER_HOSTNAME = "{hostname}";
      SPINDLE_SERVER_JETSTREAM_ENDPOINT = "{jetstream}";
      SPINDLE_SERVER_LOG_DIR = "{dataDir}/logs";
      SPINDLE_SERVER_MAX_JOB_COUNT = "{maxJobs}";
      SPINDLE_SERVER_OWNER = "{owner}";
      SPINDLE_SERVER_PLC_URL = "{plc}";
    };
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
