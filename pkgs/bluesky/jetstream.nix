{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule {
  pname = "jetstream";
  version = "0.2.0-unstable-2026-08-14";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "jetstream";
    rev = "9a30defd224e9058814a7d6ce8d9e4fc48d5493c";
    hash = "sha256-voTrC6OA2RSk41m3pv0adGWxrSZKajaysy/paxAQZls=";
  };

  vendorHash = lib.fakeHash;
  subPackages = [ "cmd/jetstream" ];
  ldflags = [
    "-s"
    "-w"
  ];

  passthru = {
    unestablished = [ "vendorHash" ];
    atproto = {
      type = "service";
      description = "Jetstream, the event stream of the AT Protocol as JSON";
      documentation.environment = "https://github.com/bluesky-social/jetstream, as `JETSTREAM_…`";
      proxy = true;
      services = [ "jetstream" ];
      protocols = [ "com.atproto.sync" ];
      runtime = "go";
      arguments = [ "serve" ];
      stateDirectory = "jetstream";
      ports = {
        http = {
          port = 8080;
          environment = "JETSTREAM_ADDR";
          address = true;
        };
        debug = {
          port = 6009;
          environment = "JETSTREAM_DEBUG_ADDR";
          optional = true;
          metrics = true;
          address = true;
        };
      };
      settings = {
        relay = {
          type = "httpUrl";
          default = "https://bsky.network";
          example = "https://relay.example.com";
          description = "Relay that the events come from.";
        };
        plc = {
          type = "httpUrl";
          default = "https://plc.directory";
          example = "http://127.0.0.1:2582";
          description = "Directory that `did:plc` identifiers are looked up in.";
        };
      };
      environment = {
        JETSTREAM_DATA_DIR = "{dataDir}";
        JETSTREAM_PLC_URL = "{plc}";
        JETSTREAM_RELAY_URL = "{relay}";
      };
      configuration = {
        required = [ ];
        optional = [
          "JETSTREAM_DATA_DIR"
          "JETSTREAM_LOG_FORMAT"
          "JETSTREAM_LOG_LEVEL"
          "JETSTREAM_PLC_URL"
          "JETSTREAM_RELAY_URL"
        ];
      };
    };
  };

  meta = {
    description = "Archives the AT Protocol network and streams it as JSON over web sockets";
    homepage = "https://github.com/bluesky-social/jetstream";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "jetstream";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
