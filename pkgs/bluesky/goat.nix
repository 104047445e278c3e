{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule {
  pname = "goat";
  version = "0.2.3-unstable-2026-06-12";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "goat";
    rev = "f80010584f9bedd7d0e0a0100814e28e887f1cbc";
    hash = "sha256-a9krG9OufTOwWIvtjz3emb8KKqdLxxCdbhsNqz0dWdM=";
  };

  vendorHash = lib.fakeHash;

  passthru = {
    unestablished = [ "vendorHash" ];
    atproto = {
      type = "tool";
      services = [ ];
      protocols = [ "com.atproto" ];
    };
  };

  meta = {
    description = "Command line tool for the AT Protocol: accounts, repositories, identities, lexicons";
    homepage = "https://github.com/bluesky-social/goat";
    license = with lib.licenses; [
      mit
      asl20
    ];
    mainProgram = "goat";
    platforms = lib.platforms.unix;
    broken = true;
  };
}
