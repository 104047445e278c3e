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
    url = "https://tangled.org/@smokesignal.events/quickdid";
    rev = "eaebd066cf27ad6671a21652c5d7c66e8a2885be";
    sha256 = "1gmqqakc6ljndw3lgv8c6ggwy1ag577hlja1gqq5f77j862yxs7v";
  };
in
rustPlatform.buildRustPackage {
  pname = "quickdid";
  version = "1.0.0-rc.5";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [
    openssl
    sqlite
  ];
  doCheck = false;

  postInstall = ''
    mkdir -p $out/share/quickdid
    cp -r www $out/share/quickdid/www
  '';

  passthru.atproto = {
    type = "service";
    services = [ "quickdid" ];
    protocols = [ "com.atproto.identity" ];
    description = "QuickDID, which resolves handles";
    documentation.environment = "https://tangled.org/@smokesignal.events/quickdid";
    proxy = true;
    runtime = "rust";
    database = "sqlite";
    settings = {
      cacheSeconds = {
        type = "positive";
        default = 7776000;
        example = 86400;
        description = "How long an answer is remembered on disk, in seconds.";
      };
      hostname = {
        type = "hostName";
        example = "quickdid.example.com";
        description = "Domain name that the service is reached under.";
      };
      jetstream = {
        type = "hostName";
        default = null;
        example = "jetstream.example.com";
        description = "Host of a Jetstream that tells when an answer is out of date; null for none.";
      };
      plc = {
        type = "hostName";
        default = "plc.directory";
        example = "plc.example.com";
        description = "Host of the directory that `did:plc` identifiers are looked up in.";
      };
    };
    environment = {
      CACHE_TTL_SQLITE = "{cacheSeconds}";
      HTTP_EXTERNAL = "{hostname}";
      JETSTREAM_ENABLED = "{jetstream?}";
      JETSTREAM_HOSTNAME = "{jetstream}";
      PLC_HOSTNAME = "{plc}";
      SQLITE_URL = "sqlite:{dataDir}/quickdid.db";
      STATIC_FILES_DIR = "{package}/share/quickdid/www";
    };
    stateDirectory = "quickdid";
    ports = {
      http = {
        port = 8080;
        environment = "HTTP_PORT";
      };
    };
    configuration = {
      required = [ "HTTP_EXTERNAL" ];
      optional = [
        "CACHE_TTL_MEMORY"
        "CACHE_TTL_REDIS"
        "CACHE_TTL_SQLITE"
        "DNS_NAMESERVERS"
        "JETSTREAM_ENABLED"
        "JETSTREAM_HOSTNAME"
        "METRICS_ADAPTER"
        "PLC_HOSTNAME"
        "PROACTIVE_REFRESH_ENABLED"
        "QUEUE_ADAPTER"
        "REDIS_URL"
        "RESOLVER_MAX_CONCURRENT"
        "RUST_LOG"
        "SQLITE_URL"
        "STATIC_FILES_DIR"
        "USER_AGENT"
      ];
    };
  };

  meta = {
    description = "Resolves handles to DIDs, and remembers them";
    homepage = "https://tangled.org/@smokesignal.events/quickdid";
    license = lib.licenses.mit;
    mainProgram = "quickdid";
    platforms = lib.platforms.linux;
  };
}
