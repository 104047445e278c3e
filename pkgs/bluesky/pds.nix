{
  lib,
  stdenv,
  fetchFromGitHub,
  makeWrapper,
  nodejs_20,
  pnpm_9,
}:

stdenv.mkDerivation {
  pname = "pds";
  version = "0.4.219";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "pds";
    rev = "d023aa873c27668f1f22c980505c5de917088386";
    hash = "sha256-3jemGbYMsKLYko3MbWMdziJIk1rphqmy+rLDpAU0Qcc=";
  };

  nativeBuildInputs = [
    makeWrapper
    nodejs_20
    pnpm_9
  ];

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r service $out/lib/pds
    makeWrapper ${lib.getExe nodejs_20} $out/bin/pds \
      --add-flags "--enable-source-maps $out/lib/pds/index.js"
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hash of the pnpm dependencies" ];
    atproto = {
      type = "service";
      description = "the reference personal data server";
      documentation.environment = "https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/config/env.ts, as `PDS_…`";
      logLevels = [
        "trace"
        "debug"
        "info"
        "warn"
        "error"
        "fatal"
      ];
      healthCheck = "/xrpc/_health";
      proxy = true;
      backup = true;
      services = [ "pds" ];
      protocols = [ "com.atproto" ];
      runtime = "node";
      database = "sqlite";
      stateDirectory = "bsky-pds";
      ports = {
        http = {
          port = 3000;
          environment = "PDS_PORT";
        };
      };
      settings = {
        hostname = {
          type = "hostName";
          example = "pds.example.com";
          description = "Domain name that the server is reached under; handles end in it.";
        };
        plc = {
          type = "httpUrl";
          default = "https://plc.directory";
          example = "http://127.0.0.1:2582";
          description = "Directory that `did:plc` identifiers are looked up in.";
        };
        "appview.url" = {
          type = "httpUrl";
          default = "https://api.bsky.app";
          example = "https://appview.example.com";
          description = "AppView that requests of clients are passed to.";
        };
        "appview.did" = {
          type = "did";
          default = "did:web:api.bsky.app";
          example = "did:web:appview.example.com";
          description = "DID of that AppView.";
        };
        crawlers = {
          type = "httpUrl";
          list = true;
          default = [ "https://bsky.network" ];
          example = [ "https://relay.example.com" ];
          description = "Relays that are asked to crawl the server.";
        };
        inviteRequired = {
          type = "boolean";
          default = true;
          example = false;
          description = "Whether an account needs an invite code.";
        };
        blobUploadLimit = {
          type = "positive";
          default = 104857600;
          example = 5242880;
          description = "Size of the largest file that is taken, in bytes.";
        };
      };
      environment = {
        LOG_ENABLED = true;
        PDS_BLOBSTORE_DISK_LOCATION = "{dataDir}/blocks";
        PDS_BLOB_UPLOAD_LIMIT = "{blobUploadLimit}";
        PDS_BSKY_APP_VIEW_DID = "{appview.did}";
        PDS_BSKY_APP_VIEW_URL = "{appview.url}";
        PDS_CRAWLERS = "{crawlers}";
        PDS_DATA_DIRECTORY = "{dataDir}";
        PDS_DID_PLC_URL = "{plc}";
        PDS_HOSTNAME = "{hostname}";
        PDS_INVITE_REQUIRED = "{inviteRequired}";
      };
      configuration = {
        required = [
          "PDS_ADMIN_PASSWORD"
          "PDS_BLOBSTORE_DISK_LOCATION"
          "PDS_DATA_DIRECTORY"
          "PDS_HOSTNAME"
          "PDS_JWT_SECRET"
          "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX"
        ];
        secrets = [ "PDS_EMAIL_SMTP_URL" ];
        optional = [
          "LOG_ENABLED"
          "LOG_LEVEL"
          "PDS_BLOB_UPLOAD_LIMIT"
          "PDS_BSKY_APP_VIEW_DID"
          "PDS_BSKY_APP_VIEW_URL"
          "PDS_CONTACT_EMAIL_ADDRESS"
          "PDS_CRAWLERS"
          "PDS_DID_PLC_URL"
          "PDS_EMAIL_FROM_ADDRESS"
          "PDS_EMAIL_SMTP_URL"
          "PDS_INVITE_REQUIRED"
          "PDS_RATE_LIMITS_ENABLED"
          "PDS_REPORT_SERVICE_DID"
          "PDS_REPORT_SERVICE_URL"
          "PDS_SERVICE_HANDLE_DOMAINS"
        ];
      };
    };
  };

  meta = {
    description = "Personal data server: accounts, repositories and files";
    homepage = "https://github.com/bluesky-social/pds";
    license = with lib.licenses; [
      mit
      asl20
    ];
    mainProgram = "pds";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
