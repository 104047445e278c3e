{
  lib,
  rustPlatform,
  fetchgit,
  pkg-config,
  openssl,
  libpq,
  protobuf,
}:

let
  src = fetchgit {
    url = "https://gitlab.com/parakeet-social/parakeet";
    rev = "main";
    hash = lib.fakeHash;
  };
in
rustPlatform.buildRustPackage {
  pname = "parakeet";
  version = "0-unstable";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";
  buildFeatures = [ "parakeet-index/server" ];

  nativeBuildInputs = [
    pkg-config
    protobuf
    rustPlatform.bindgenHook
  ];
  buildInputs = [
    openssl
    libpq
  ];
  doCheck = false;

  passthru = {
    unestablished = [
      "revision"
      "hash of the source"
      "cargoLock.outputHashes of a fork of jsonwebtoken"
    ];
    atproto = {
      type = "service";
      services = [
        "parakeet"
        "parakeet-consumer"
        "parakeet-index"
      ];
      protocols = [
        "com.atproto"
        "app.bsky"
      ];
      runtime = "rust";
      database = "postgresql";
      stateDirectory = "parakeet";
      ports = {
        http = {
          port = 3200;
          environment = "PK_SERVER__PORT";
        };
        index = {
          port = 6001;
          environment = "PKI_SERVER__PORT";
        };
      };
      configuration = {
        required = [
          "PK_DATABASE_URL"
          "PK_INDEX_URI"
          "PK_REDIS_URI"
          "PK_SERVICE__DID"
          "PK_SERVICE__ENDPOINT"
          "PK_SERVICE__PUBLIC_KEY"
          "PKC_DATABASE__URL"
          "PKC_INDEX_URI"
          "PKC_REDIS_URI"
          "PKI_DATABASE_URL"
          "PKI_INDEX_DB_PATH"
        ];
        optional = [
          "PKC_INDEXER__HISTORY_MODE"
          "PKC_INDEXER__INDEXER_WORKERS"
          "PKC_INDEXER__RELAY_SOURCE"
          "PKC_PLC_DIRECTORY"
          "PKC_RESUME_PATH"
          "PKC_UA_CONTACT"
          "PK_CDN__BASE"
          "PK_CDN__VIDEO_BASE"
          "PK_MIGRATE"
          "PK_PLC_DIRECTORY"
          "PK_SERVER__BIND_ADDRESS"
          "PK_SERVER__PORT"
          "RUST_LOG"
        ];
      };
    };
  };

  meta = {
    description = "AppView for Bluesky, with PostgreSQL, Redis and an index of counts";
    homepage = "https://gitlab.com/parakeet-social/parakeet";
    license = lib.licenses.mit;
    mainProgram = "parakeet";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
