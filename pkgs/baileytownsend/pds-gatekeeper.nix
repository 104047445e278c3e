{
  lib,
  rustPlatform,
  fetchgit,
  pkg-config,
  openssl,
  sqlite,
}:

let
  src = fetchgit {
    url = "https://tangled.org/@baileytownsend.dev/pds-gatekeeper";
    rev = "3d3b821be3a57544b67024353c43ba7f391a6ec1";
    hash = "sha256-JdhPDpEXzy6CovNGbIMQzzmRtuJoW5LvydpeDNFFpSs=";
  };
in
rustPlatform.buildRustPackage {
  pname = "pds-gatekeeper";
  version = "0.1.2";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [
    openssl
    sqlite
  ];
  doCheck = false;

  passthru.atproto = {
    type = "service";
    services = [ "pds-gatekeeper" ];
    protocols = [ "com.atproto" ];
    runtime = "rust";
    database = "sqlite";
    ports = {
      http = {
        port = 8080;
        environment = "GATEKEEPER_PORT";
      };
    };
    configuration = {
      required = [ "PDS_DATA_DIRECTORY" ];
      optional = [
        "GATEKEEPER_CREATE_ACCOUNT_BURST"
        "GATEKEEPER_CREATE_ACCOUNT_PER_SECOND"
        "GATEKEEPER_EMAIL_TEMPLATES_DIRECTORY"
        "GATEKEEPER_HOST"
        "GATEKEEPER_TWO_FACTOR_EMAIL_SUBJECT"
        "PDS_BASE_URL"
        "PDS_ENV_LOCATION"
      ];
    };
  };

  meta = {
    description = "Stands before a personal data server: second factor by email, rate limits";
    homepage = "https://tangled.org/@baileytownsend.dev/pds-gatekeeper";
    license = lib.licenses.mit;
    mainProgram = "pds_gatekeeper";
    platforms = lib.platforms.linux;
  };
}
