{
  lib,
  rustPlatform,
  callPackage,
  pkg-config,
  openssl,
}:

let
  src = callPackage ./source.nix { };
in
rustPlatform.buildRustPackage {
  pname = "slices-api";
  version = "0.2.0";
  inherit src;
  sourceRoot = "${src.name}/api";

  cargoLock.lockFile = src + "/api/Cargo.lock";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [ openssl ];

  # Queries are checked against what was recorded, not against a database.
  env.SQLX_OFFLINE = "true";
  doCheck = false;

  passthru.atproto = {
    type = "service";
    services = [ "slices-api" ];
    protocols = [
      "com.atproto"
      "network.slices"
    ];
    runtime = "rust";
    database = "postgresql";
    ports = {
      http = {
        port = 3000;
        environment = "PORT";
      };
    };
    configuration = {
      required = [
        "DATABASE_URL"
        "SYSTEM_SLICE_URI"
      ];
      optional = [
        "ADMIN_DID"
        "DEFAULT_MAX_SYNC_REPOS"
        "JETSTREAM_CURSOR_WRITE_INTERVAL_SECS"
        "JETSTREAM_HOSTNAME"
        "PROCESS_TYPE"
        "REDIS_TTL_SECONDS"
        "REDIS_URL"
        "RELAY_ENDPOINT"
        "RUST_LOG"
      ];
    };
  };

  meta = {
    description = "Indexes chosen records and answers for them: an AppView to build on";
    homepage = "https://slices.network";
    license = lib.licenses.mit;
    mainProgram = "slices";
    platforms = lib.platforms.linux;
  };
}
