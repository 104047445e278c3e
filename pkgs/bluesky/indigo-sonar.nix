{ callPackage }:

callPackage ./indigo.nix { } {
  program = "sonar";
  description = "Counts what comes down the firehose, for Prometheus";
  interface = {
    type = "service";
    services = [ "sonar" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    stateDirectory = "indigo-sonar";
    ports = {
      http = {
        port = 8345;
        environment = "SONAR_PORT";
      };
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
