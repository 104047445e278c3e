{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule (finalAttrs: {
  pname = "goat";
  version = "0.2.3";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "goat";
    tag = "v${finalAttrs.version}";
    hash = "sha256-mI7GC0ElE+FxT7v29V/a+UZBI1d6os+HpEO5WYWxm6A=";
  };

  # It asks git which version it is, and there is no git repository. The hash of what it imports is without that.
  postPatch = ''
    sed -i main.go \
      -e '/earthboundkid\/versioninfo/d' \
      -e 's/versioninfo\.Short()/"${finalAttrs.version}"/'
  '';

  vendorHash = "sha256-QVnpISwYri8aL4umZWi2LJ0X13CXXK7JygaBh1Sq5PA=";

  passthru.atproto = {
    type = "tool";
    services = [ ];
    protocols = [ "com.atproto" ];
  };

  meta = {
    description = "Command line tool for the AT Protocol: accounts, repositories, identities, lexicons";
    homepage = "https://github.com/bluesky-social/goat";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "goat";
    platforms = lib.platforms.unix;
  };
})
