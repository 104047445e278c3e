{
  lib,
  stdenv,
  fetchFromGitHub,
  fetchPnpmDeps,
  makeWrapper,
  nodejs,
  pkg-config,
  pnpmConfigHook,
  pnpm_9,
  python3,
  vips,
}:

stdenv.mkDerivation (finalAttrs: {
  pname = "pds";
  version = "0.4.208";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "pds";
    tag = "v${finalAttrs.version}";
    hash = "sha256-/porufe1XVtjEFMOv40+1G1n5WgaAJIvOv/KWkKgxuQ=";
  };

  sourceRoot = "${finalAttrs.src.name}/service";

  pnpmDeps = fetchPnpmDeps {
    inherit (finalAttrs)
      pname
      version
      src
      sourceRoot
      ;
    pnpm = pnpm_9;
    fetcherVersion = 3;
    hash = "sha256-TZ+lUdICkLZfHPvU1qEUeB3wasBKJpGo2lMk4eeyjas=";
  };

  nativeBuildInputs = [
    makeWrapper
    nodejs
    pkg-config
    pnpmConfigHook
    pnpm_9
    (python3.withPackages (packages: [ packages.setuptools ]))
  ];
  buildInputs = [ vips ];

  # The one dependency that is compiled: pnpm installs without running the scripts of packages.
  buildPhase = ''
    runHook preBuild
    cd node_modules/.pnpm/better-sqlite3@*/node_modules/better-sqlite3
    npm run build-release --offline --nodedir=${nodejs}
    cd -
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/lib/pds
    mv index.js node_modules package.json $out/lib/pds
    makeWrapper ${lib.getExe nodejs} $out/bin/pds \
      --set-default NODE_ENV production \
      --add-flags "--enable-source-maps $out/lib/pds/index.js"
    runHook postInstall
  '';

  passthru = {
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
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "pds";
    platforms = lib.platforms.linux;
  };
})
