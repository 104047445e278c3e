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
  # Of the fjall that the revision's lock file names; null where it could not be established.
  fjallHash ? null,
  license ? [
    lib.licenses.mit
    lib.licenses.asl20
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

  cargoLock = {
    lockFile = src + "/Cargo.lock";
    outputHashes = {
      "atrium-api-0.25.4" = "sha256-7qBKwPzUMmgJWca4Z4nT9nXq9XvRja9VSNjBFsP7WXg=";
      "fjall-2.11.2" = if fjallHash == null then lib.fakeHash else fjallHash;
      "jwt-compact-0.9.0-beta.1" = "sha256-x1n7eSMn/i2G5umypVkEtLiiWyn8xrRjeXHLtSkFYeU=";
    };
  };
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
    unestablished = lib.optional (
      fjallHash == null
    ) "cargoLock.outputHashes of one git dependency: fjall";
    atproto = if interface == null then { inherit type; } else { inherit type; } // interface;
  };

  meta = {
    inherit description mainProgram license;
    homepage = "https://github.com/at-microcosm/microcosm-rs";
    platforms = lib.platforms.linux;
    broken = fjallHash == null;
  };
}
