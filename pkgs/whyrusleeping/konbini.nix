{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule {
  pname = "konbini";
  version = "0-unstable-2025-10-18";

  src = fetchFromGitHub {
    owner = "whyrusleeping";
    repo = "konbini";
    rev = "a803489e1b7fb366164f2df2e113528b30013358";
    hash = "sha256-Mk31H9ucrmFBmt1clPdp/xjIw+scEIDvaxYWIvWfl4A=";
  };

  vendorHash = "sha256-sboHNGOy0P1w/LL5OwStrPP0f+kbYcent6FKXOCuX6Y=";
  doCheck = false;

  passthru.atproto = {
    type = "service";
    services = [ "konbini" ];
    protocols = [ "app.bsky" ];
    runtime = "go";
    database = "postgresql";
    ports = {
      http = {
        port = 4444;
      };
      metrics = {
        port = 4445;
      };
      xrpc = {
        port = 4446;
      };
    };
    configuration = {
      required = [
        "BSKY_HANDLE"
        "BSKY_PASSWORD"
        "DATABASE_URL"
      ];
      optional = [ "ENV" ];
    };
  };

  meta = {
    description = "AppView for one account and those it follows";
    homepage = "https://github.com/whyrusleeping/konbini";
    license = lib.licenses.mit;
    mainProgram = "konbini";
    platforms = lib.platforms.linux;
  };
}
