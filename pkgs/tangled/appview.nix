{ callPackage }:

# Style sheets, fonts and icons are fetched and built apart upstream, into appview/pages/static.
callPackage ./core.nix { } {
  program = "appview";
  version = "0-unstable-2025-10-14";
  description = "Web interface of the git forge";
  source = {
    rev = "2e5a4cde904d86825cefe5971e68f1bdfb1dd36f";
    hash = "sha256-qDVJ2sEQL0TJbWer6ByhhQrzHE1bZI3U1mmCk0sPZqo=";
  };
  vendorHash = "sha256-fM1JAVX94qLCObi7FbgtKjl+pGGmWfbQJc0+IdzO3PQ=";
  unestablished = [ "static files of the web interface: style sheets, fonts, icons" ];
  interface = {
    type = "service";
    description = "the web interface of tangled";
    documentation.environment = "https://tangled.org/@tangled.org/core/tree/master/appview/config, as `TANGLED_…`";
    proxy = true;
    backup = true;
    services = [ "appview" ];
    protocols = [
      "com.atproto"
      "sh.tangled"
    ];
    runtime = "go";
    database = "sqlite";
    stateDirectory = "tangled-appview";
    ports = {
      http = {
        port = 3000;
        environment = "TANGLED_LISTEN_ADDR";
        address = true;
      };
    };
    settings = {
      publicUrl = {
        type = "httpUrl";
        example = "https://forge.example.com";
        description = "Address that visitors reach the forge under.";
      };
      oauthKeyId = {
        type = "text";
        example = "example-1";
        description = "Id of the OAuth client's key.";
      };
      jetstream = {
        type = "webSocketUrl";
        default = "wss://jetstream1.us-east.bsky.network/subscribe";
        example = "ws://127.0.0.1:8080/subscribe";
        description = "Jetstream that the events come from.";
      };
      plc = {
        type = "httpUrl";
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
      redis = {
        pattern = "[A-Za-z0-9.-]+:[0-9]+";
        default = "127.0.0.1:6379";
        example = "redis.example.com:6379";
        description = "Redis that sessions are kept in, as host and port.";
      };
      camo = {
        type = "httpUrl";
        default = "https://camo.tangled.sh";
        example = "https://camo.example.com";
        description = "Image proxy.";
      };
      avatar = {
        type = "httpUrl";
        default = "https://avatar.tangled.sh";
        example = "https://avatar.example.com";
        description = "Avatar proxy.";
      };
    };
    environment = {
      TANGLED_APPVIEW_HOST = "{publicUrl}";
      TANGLED_AVATAR_HOST = "{avatar}";
      TANGLED_CAMO_HOST = "{camo}";
      TANGLED_DB_PATH = "{dataDir}/appview.db";
      TANGLED_JETSTREAM_ENDPOINT = "{jetstream}";
      TANGLED_OAUTH_CLIENT_KID = "{oauthKeyId}";
      TANGLED_PLC_URL = "{plc}";
      TANGLED_REDIS_ADDR = "{redis}";
    };
    configuration = {
      required = [
        "TANGLED_COOKIE_SECRET"
        "TANGLED_OAUTH_CLIENT_SECRET"
        "TANGLED_OAUTH_CLIENT_KID"
      ];
      optional = [
        "TANGLED_APPVIEW_HOST"
        "TANGLED_AVATAR_HOST"
        "TANGLED_AVATAR_SHARED_SECRET"
        "TANGLED_CAMO_HOST"
        "TANGLED_CAMO_SHARED_SECRET"
        "TANGLED_DB_PATH"
        "TANGLED_JETSTREAM_ENDPOINT"
        "TANGLED_PLC_URL"
        "TANGLED_REDIS_ADDR"
        "TANGLED_RESEND_API_KEY"
      ];
    };
  };
}
