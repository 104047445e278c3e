{
  lib,
  stdenv,
  fetchFromGitHub,
  makeWrapper,
  nodejs_22,
  yarn-berry,
}:

stdenv.mkDerivation {
  pname = "ozone";
  version = "0-unstable-2026-06-19";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "ozone";
    rev = "99dce84de111a48cfabdc99eaace86b5c22815d0";
    hash = "sha256-17LdEjzNV1Eu5KOxakHj7tWt22zXzod8Kbh8qOZpLN4=";
  };

  nativeBuildInputs = [
    makeWrapper
    nodejs_22
    yarn-berry
  ];

  buildPhase = ''
    runHook preBuild
    yarn build
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib/ozone
    cp -r . $out/lib/ozone
    makeWrapper ${lib.getExe nodejs_22} $out/bin/ozone \
      --chdir $out/lib/ozone \
      --add-flags $out/lib/ozone/service
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "offline cache of the two yarn.lock files" ];
    atproto = {
      type = "service";
      description = "Ozone, which labels and moderates content";
      documentation.environment = "https://github.com/bluesky-social/atproto/blob/main/packages/ozone/src/config/env.ts";
      stateDirectory = null;
      proxy = true;
      services = [ "ozone" ];
      protocols = [
        "com.atproto"
        "tools.ozone"
      ];
      runtime = "node";
      database = "postgresql";
      ports.http = {
        port = 3000;
        environment = "OZONE_PORT";
      };
      settings = {
        publicUrl = {
          type = "httpUrl";
          example = "https://ozone.example.com";
          description = "Address that others reach the service under.";
        };
        serverDid = {
          type = "did";
          example = "did:web:ozone.example.com";
          description = "DID of the moderation service's account.";
        };
        adminDids = {
          type = "did";
          list = true;
          default = [ ];
          example = [ "did:plc:ewvi7nxzyoun6zhxrhs64oiz" ];
          description = "Accounts that may administrate.";
        };
        "appview.url" = {
          type = "httpUrl";
          default = "https://api.bsky.app";
          example = "https://appview.example.com";
          description = "AppView that content is looked up in.";
        };
        "appview.did" = {
          type = "did";
          default = "did:web:api.bsky.app";
          example = "did:web:appview.example.com";
          description = "DID of that AppView.";
        };
      };
      environment = {
        OZONE_ADMIN_DIDS = "{adminDids}";
        OZONE_APPVIEW_DID = "{appview.did}";
        OZONE_APPVIEW_URL = "{appview.url}";
        OZONE_DB_MIGRATE = "1";
        OZONE_PUBLIC_URL = "{publicUrl}";
        OZONE_SERVER_DID = "{serverDid}";
      };
      configuration = {
        required = [
          "OZONE_PUBLIC_URL"
          "OZONE_SERVER_DID"
          "OZONE_DB_POSTGRES_URL"
          "OZONE_ADMIN_PASSWORD"
          "OZONE_SIGNING_KEY_HEX"
          "OZONE_APPVIEW_URL"
          "OZONE_APPVIEW_DID"
        ];
        optional = [
          "OZONE_ADMIN_DIDS"
          "OZONE_CHAT_DID"
          "OZONE_CHAT_URL"
          "OZONE_DB_MIGRATE"
          "OZONE_DB_POOL_SIZE"
          "OZONE_DB_POSTGRES_SCHEMA"
          "OZONE_DID_PLC_URL"
          "OZONE_JETSTREAM_URL"
          "OZONE_MODERATOR_DIDS"
          "OZONE_PDS_DID"
          "OZONE_PDS_URL"
          "OZONE_TRIAGE_DIDS"
        ];
      };
    };
  };

  meta = {
    description = "Labels and moderates content on the AT Protocol: service and web interface";
    homepage = "https://github.com/bluesky-social/ozone";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "ozone";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
