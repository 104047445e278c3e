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
      configuration = {
        required = [
          "PDS_ADMIN_PASSWORD"
          "PDS_BLOBSTORE_DISK_LOCATION"
          "PDS_DATA_DIRECTORY"
          "PDS_HOSTNAME"
          "PDS_JWT_SECRET"
          "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX"
        ];
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
