{
  lib,
  rustPlatform,
  fetchFromGitHub,
  pkg-config,
  openssl,
}:

let
  src = fetchFromGitHub {
    owner = "at-microcosm";
    repo = "allegedly";
    rev = "0a986b17d3ed8f3c0f0e115199f938e41edca1bf";
    hash = "sha256-0dpC2YLneoj9ylb+jkzzhvKH4ZbbBpLy0326pOeS2Qs=";
  };
in
rustPlatform.buildRustPackage {
  pname = "allegedly";
  version = "0.3.2";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [ openssl ];

  passthru.atproto = {
    type = "service";
    services = [ "allegedly" ];
    protocols = [ "did:plc" ];
    runtime = "rust";
    database = "postgresql";
    arguments = [ "wrap" ];
    ports.http = {
      port = 8000;
      environment = "ALLEGEDLY_BIND";
      address = true;
    };
    configuration = {
      required = [ "ALLEGEDLY_WRAP" ];
      optional = [
        "ALLEGEDLY_UPSTREAM"
        "ALLEGEDLY_UPSTREAM_THROTTLE_MS"
        "ALLEGEDLY_WRAP_PG"
        "ALLEGEDLY_WRAP_PG_CERT"
        "RUST_LOG"
      ];
    };
  };

  meta = {
    description = "Mirrors the PLC directory, and tools for its operations";
    homepage = "https://github.com/at-microcosm/allegedly";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "allegedly";
    platforms = lib.platforms.linux;
  };
}
