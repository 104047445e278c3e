{ callPackage }:

callPackage ./indigo.nix { } {
  program = "sonar";
  description = "Counts what comes down the firehose, for Prometheus";
  interface = {
    type = "service";
    description = "Sonar, which counts events for Prometheus";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/sonar, as `SONAR_…`";
    services = [ "sonar" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    stateDirectory = "indigo-sonar";
    ports = {
      http = {
        port = 8345;
        metrics = true;
        environment = "SONAR_PORT";
      };
    };
    settings = {
      relay = {
        type = "webSocketUrl";
        default = "wss://bsky.network/xrpc/com.atproto.sync.subscribeRepos";
        example = "wss://relay.example.com/xrpc/com.atproto.sync.subscribeRepos";
        description = "Stream of events, with its path.";
      };
    };
    environment = {
      SONAR_CURSOR_FILE = "{dataDir}/cursor.json";
      SONAR_WS_URL = "{relay}";
    };
    configuration = {
      required = [ ];
      optional = [
        "SONAR_CURSOR_FILE"
        "SONAR_LOG_LEVEL"
        "SONAR_WS_URL"
      ];
    };
  };
}
