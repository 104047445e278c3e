{
  lib,
  rustPlatform,
  fetchFromGitHub,
  pkg-config,
  openssl,
}:

let
  src = fetchFromGitHub {
    owner = "likeandscribe";
    repo = "frontpage";
    rev = "2a8a984e7801ba980a3942cef363269637257f9b";
    hash = lib.fakeHash;
  };
in
rustPlatform.buildRustPackage {
  pname = "drainpipe";
  version = "0-unstable-2025-12-04";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";
  buildAndTestSubdir = "packages-rs/drainpipe";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [ openssl ];
  doCheck = false;

  passthru = {
    unestablished = [ "hash of the source" ];
    atproto = {
      type = "service";
      description = "Drainpipe, which feeds Frontpage";
      documentation.environment = "https://github.com/likeandscribe/frontpage/tree/main/packages-rs/drainpipe";
      services = [ "drainpipe" ];
      protocols = [
        "com.atproto.sync"
        "fyi.unravel.frontpage"
      ];
      runtime = "rust";
      stateDirectory = "drainpipe";
      ports = {
        metrics = {
          port = 9898;
          metrics = true;
        };
      };
      settings = {
        frontpage = {
          type = "httpUrl";
          example = "https://news.example.com/api/receive_hook";
          description = "Where Frontpage takes what is new.";
        };
        jetstream = {
          type = "webSocketUrl";
          default = "wss://jetstream2.us-east.bsky.network/subscribe";
          example = "ws://127.0.0.1:8080/subscribe";
          description = "Jetstream that the events come from.";
        };
      };
      environment = {
        FRONTPAGE_CONSUMER_URL = "{frontpage}";
        JETSTREAM_URL = "{jetstream}";
        STORE_LOCATION = "{dataDir}/store";
      };
      configuration = {
        required = [
          "FRONTPAGE_CONSUMER_SECRET"
          "FRONTPAGE_CONSUMER_URL"
          "STORE_LOCATION"
        ];
        optional = [
          "JETSTREAM_URL"
          "RUST_LOG"
        ];
      };
    };
  };

  meta = {
    description = "Reads a Jetstream and hands what concerns Frontpage to it";
    homepage = "https://github.com/likeandscribe/frontpage";
    license = lib.licenses.mit;
    mainProgram = "drainpipe";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
