{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

# It has releases of its own, unlike the other programs of indigo.
buildGoModule (finalAttrs: {
  pname = "indigo-tap";
  version = "0.1.10";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "indigo";
    tag = "tap-v${finalAttrs.version}";
    hash = "sha256-nDOLIRWTyj/R0h+70+bGi85RVe2OKLNbnSaKyyqc93Q=";
  };

  vendorHash = "sha256-s1S+b+QbptqJ2mxqkvsn7M5VWfLrlwpWgRjg6lq2WVE=";
  subPackages = [ "cmd/tap" ];
  doCheck = false;

  passthru = {
    atproto = {
      type = "service";
      description = "Tap, which follows chosen repositories";
      documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/tap, as `TAP_…`";
      services = [ "tap" ];
      protocols = [ "com.atproto.sync" ];
      runtime = "go";
      database = "sqlite";
      arguments = [ "run" ];
      stateDirectory = "indigo-tap";
      ports = {
        http = {
          port = 2480;
          environment = "TAP_BIND";
          address = true;
        };
        metrics = {
          port = 2482;
          environment = "TAP_METRICS_LISTEN";
          optional = true;
          address = true;
        };
      };
      settings = {
        relay = {
          type = "httpUrl";
          default = "https://relay1.us-east.bsky.network";
          example = "https://relay.example.com";
          description = "Relay that the events come from.";
        };
        plc = {
          type = "httpUrl";
          default = "https://plc.directory";
          example = "http://127.0.0.1:2582";
          description = "Directory that `did:plc` identifiers are looked up in.";
        };
        collections = {
          pattern = "[a-zA-Z0-9.*-]+";
          list = true;
          default = [ ];
          example = [ "app.bsky.feed.post" ];
          description = "Collections whose records are handed on; none means all.";
        };
        signalCollection = {
          pattern = "[a-zA-Z0-9.-]+";
          default = null;
          example = "social.grain.gallery";
          description = "Collection that a repository must have for it to be followed; null to be told by request.";
        };
      };
      environment = {
        TAP_COLLECTION_FILTERS = "{collections}";
        TAP_DATABASE_URL = "sqlite://{dataDir}/tap.db";
        TAP_PLC_URL = "{plc}";
        TAP_RELAY_URL = "{relay}";
        TAP_SIGNAL_COLLECTION = "{signalCollection}";
      };
      configuration = {
        required = [ ];
        optional = [
          "TAP_ADMIN_PASSWORD"
          "TAP_COLLECTION_FILTERS"
          "TAP_DATABASE_URL"
          "TAP_DISABLE_ACKS"
          "TAP_FULL_NETWORK"
          "TAP_LOG_LEVEL"
          "TAP_MAX_DB_CONNS"
          "TAP_PLC_URL"
          "TAP_RELAY_URL"
          "TAP_SIGNAL_COLLECTION"
          "TAP_WEBHOOK_URL"
        ];
      };
    };
  };

  meta = {
    description = "Follows chosen repositories and hands their records to an application";
    homepage = "https://github.com/bluesky-social/indigo/tree/main/cmd/tap";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "tap";
    platforms = lib.platforms.linux;
  };
})
