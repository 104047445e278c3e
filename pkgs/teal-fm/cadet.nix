{
  lib,
  rustPlatform,
  fetchFromGitHub,
  pkg-config,
  openssl,
}:

let
  src = fetchFromGitHub {
    owner = "teal-fm";
    repo = "teal";
    rev = "bb80aca16e15894059e4f7978ef085876ce3d2b5";
    hash = "sha256-/SAVlDCvPxeerALjXmanU0IwMCpLDKzmoQDNszZT8H0=";
  };
in
rustPlatform.buildRustPackage {
  pname = "teal-cadet";
  version = "0.1.0";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";
  buildAndTestSubdir = "services/cadet";

  # Queries are checked against what was recorded, not against a database.
  env.SQLX_OFFLINE = "true";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [ openssl ];
  doCheck = false;

  passthru = {
    unestablished = [ "how services/types is generated from the lexicons" ];
    atproto = {
      type = "service";
      description = "Cadet, which indexes what people listen to";
      documentation.environment = "https://github.com/teal-fm/teal/tree/main/services/cadet";
      services = [ "cadet" ];
      protocols = [ "fm.teal" ];
      runtime = "rust";
      database = [
        "postgresql"
        "redis"
      ];
      stateDirectory = "teal-cadet";
      environment = {
        CURSOR_FILE = "{dataDir}/cursor";
      };
      configuration = {
        required = [ "DATABASE_URL" ];
        optional = [
          "CURSOR_FILE"
          "REDIS_URL"
          "RUST_LOG"
        ];
      };
    };
  };

  meta = {
    description = "Indexes what people listen to";
    homepage = "https://github.com/teal-fm/teal";
    license = lib.licenses.mit;
    mainProgram = "cadet";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
