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
    description = "Konbini, an AppView for one account";
    documentation.arguments = "https://github.com/whyrusleeping/konbini";
    proxy = true;
    runtime = "go";
    database = "postgresql";
    stateDirectory = null;
    # All three are fixed; a proxy passes requests on to the first.
    ports = {
      xrpc = 4446;
      metrics = 4445;
      api = 4444;
    };
    arguments = [
      "--max-db-connections"
      "{maxDatabaseConnections}"
      [
        "--redis-url"
        "{redis}"
      ]
    ];
    settings = {
      maxDatabaseConnections = {
        type = "positive";
        default = 20;
        example = 5;
        description = "How many connections to the database are open at most.";
      };
      redis = {
        pattern = "rediss?://[^[:space:]]+";
        default = null;
        example = "redis://127.0.0.1:6379/0";
        description = "Redis that is used as a cache; null for none.";
      };
    };
    configuration = {
      required = [
        "BSKY_HANDLE"
        "BSKY_PASSWORD"
        "DATABASE_URL"
      ];
      optional = [ "ENV" ];
      secrets = [ "BSKY_HANDLE" ];
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
