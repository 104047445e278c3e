{
  lib,
  rustPlatform,
  fetchFromGitHub,
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
  pname = "rsky-satnav";
  version = "0.1.0";
  inherit src;

  cargoLock.lockFile = src + "/Cargo.lock";
  buildAndTestSubdir = "rsky-satnav";

  passthru = {
    unestablished = [ "how dioxus-cli bundles the site without a network" ];
    atproto = {
      type = "frontend";
      description = "rsky-satnav, an explorer of archives";
      services = [ ];
      protocols = [ "com.atproto.sync" ];
      runtime = "static";
      documentRoot = "share/rsky-satnav";
      configuration = {
        required = [ ];
        optional = [ ];
      };
    };
  };

  meta = {
    description = "Shows what is in a repository's archive, in the browser alone";
    homepage = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-satnav";
    license = lib.licenses.asl20;
    platforms = lib.platforms.all;
    broken = true;
  };
}
