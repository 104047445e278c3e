# A program of rsky, Blacksky's implementation of the AT Protocol in Rust: one workspace, one lock file.
{
  lib,
  rustPlatform,
  fetchFromGitHub,
  pkg-config,
  openssl,
  libpq,
  sqlite,
}:

{
  crate,
  version,
  description,
  mainProgram ? crate,
  license ? lib.licenses.asl20,
  interface,
}:

let
  src = fetchFromGitHub {
    owner = "blacksky-algorithms";
    repo = "rsky";
    rev = "7ebd21ae788c550ee8510034d94eb19ede148738";
    hash = "sha256-bsWrtqAZT27TxcDIYNgaKc1vryU9r/fPB1KHEKq581g=";
  };
in
rustPlatform.buildRustPackage {
  pname = crate;
  inherit version src;

  cargoLock.lockFile = src + "/Cargo.lock";
  buildAndTestSubdir = crate;

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [
    openssl
    libpq
    sqlite
  ];

  # They talk to servers.
  doCheck = false;

  passthru.atproto = interface;

  meta = {
    inherit description mainProgram license;
    homepage = "https://github.com/blacksky-algorithms/rsky";
    platforms = lib.platforms.linux;
  };
}
