{
  lib,
  stdenv,
  fetchurl,
  autoPatchelfHook,
}:

let
  version = "1.20251106.1";

  # As upstream publishes them for npm.
  binaries = {
    x86_64-linux = fetch "linux-64" "sha512-IHdku5DJmZHVcXfAxkX5AmpSuFnSGF8vyvv7tFZnHoIgnqa9GZMlqoOA/F7dRoivw9JzvccjEYxAeq9MY0aAhQ==";
    aarch64-linux = fetch "linux-arm64" "sha512-GXIcky/w1uYLKxEfLxEoxAutw7xWHUO6aPeaAod0XkWV31E0AwDlr77Qys6zI35WicLrFa2wRNtsH5AfvT020g==";
  };

  fetch =
    platform: hash:
    fetchurl {
      url = "https://registry.npmjs.org/@cloudflare/workerd-${platform}/-/workerd-${platform}-${version}.tgz";
      inherit hash;
    };
in
stdenv.mkDerivation {
  pname = "workerd";
  inherit version;

  # Bazel builds V8 for an hour and more: upstream's own binary is taken.
  src = binaries.${stdenv.hostPlatform.system} or binaries.x86_64-linux;

  nativeBuildInputs = [ autoPatchelfHook ];
  buildInputs = [ stdenv.cc.cc.lib ];

  installPhase = ''
    runHook preInstall
    install -D --mode=755 --target-directory=$out/bin bin/workerd
    runHook postInstall
  '';

  passthru = {
    atproto = {
      type = "tool";
      services = [ ];
      protocols = [ ];
    };
  };

  meta = {
    description = "Runtime for JavaScript and WebAssembly workers";
    homepage = "https://github.com/cloudflare/workerd";
    license = lib.licenses.asl20;
    sourceProvenance = [ lib.sourceTypes.binaryNativeCode ];
    mainProgram = "workerd";
    platforms = [
      "aarch64-linux"
      "x86_64-linux"
    ];
  };
}
