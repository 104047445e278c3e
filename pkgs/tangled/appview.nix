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
