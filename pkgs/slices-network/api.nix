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
    description = "the interface of Slices";
    documentation.environment = "https://tangled.org/@slices.network/slices/tree/main/api";
    stateDirectory = null;
    proxy = true;
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
    settings = {
      systemSlice = {
        pattern = "at://did:[a-z]+:[^/[:space:]]+/[a-zA-Z0-9.-]+/[A-Za-z0-9._~:-]+";
        example = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/network.slices.slice/3lymhd4jhrd2z";
        description = "Record of the slice that describes all others.";
      };
      relay = {
        type = "httpUrl";
        default = "https://relay1.us-west.bsky.network";
        example = "https://relay.example.com";
        description = "Relay that repositories are listed by.";
      };
      jetstream = {
        type = "hostName";
        default = "jetstream2.us-east.bsky.network";
        example = "jetstream.example.com";
        description = "Host of the Jetstream that the events come from.";
      };
    };
    environment = {
      JETSTREAM_HOSTNAME = "{jetstream}";
      RELAY_ENDPOINT = "{relay}";
      SYSTEM_SLICE_URI = "{systemSlice}";
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
