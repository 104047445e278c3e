# A program of microcosm-rs: one workspace, one lock file.
{
  lib,
  rustPlatform,
  fetchFromGitHub,
  pkg-config,
  openssl,
  sqlite,
  zstd,
  lz4,
}:

{
  crate,
  description,
  mainProgram ? crate,
  # Two programs have left the workspace; they are built from the last revision that has them.
  source ? {
    rev = "6f52fc2c707fe326df3f405601248bf5c951a8f4";
    hash = "sha256-wb9UZSqKJ8IiGjqBgwW1+1lv1Ta9iXWb7hU26v3SGTo=";
  },
  license ? with lib.licenses; [
    mit
    asl20
  ],
  interface ? null,
  type ? "service",
}:

let
  src = fetchFromGitHub (
    {
      owner = "at-microcosm";
      repo = "microcosm-rs";
    }
    // source
  );
in
rustPlatform.buildRustPackage {
  pname = crate;
  version = "0.1.0";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";
  buildAndTestSubdir = crate;

  nativeBuildInputs = [
    pkg-config
    rustPlatform.bindgenHook
  ];
  buildInputs = [
    openssl
    sqlite
    zstd
    lz4
  ];

  # They talk to servers.
  doCheck = false;

  # Pages that the servers hand out, read from the working directory.
  postInstall = ''
    if [ -d ${crate}/static ]; then
      mkdir -p $out/share/${crate}
      cp -r ${crate}/static $out/share/${crate}/static
    fi
  '';

  passthru = {
    unestablished = [ "cargoLock.outputHashes of three git dependencies: atrium, fjall, jwt-compact" ];
    atproto = if interface == null then { inherit type; } else { inherit type; } // interface;
  };

  meta = {
    inherit description mainProgram license;
    homepage = "https://github.com/at-microcosm/microcosm-rs";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
