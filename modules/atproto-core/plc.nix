# The directory of did:plc identifiers.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.atproto-plc;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  # node-postgres takes a socket's directory where a host is percent-encoded.
  credentials = builtins.toJSON {
    username = cfg.user;
    password = "";
    host = "%2Frun%2Fpostgresql";
    port = "5432";
    database = cfg.database.name;
  };
in
{
  options.services.atproto-plc =
    serviceLib.mkServiceOptions {
      name = "atproto-plc";
      description = "a directory of did:plc identifiers";
      package = pkgs.bluesky-plc or (pkgs.callPackage ../../pkgs/bluesky/plc.nix { });
      packageText = "pkgs.bluesky-plc";
      state = false;
      port = 2582;
      runtime = "node";
      settings = "https://github.com/did-method-plc/did-method-plc/tree/main/packages/server";
      secrets.optional = [
        "ADMIN_SECRET"
        "DB_CREDS_JSON"
      ];
    }
    // integration.databaseOptions "atproto-plc"
    // integration.nginxOptions
    // integration.healthCheckOptions;

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg (integration.databaseRules cfg "DB_CREDS_JSON"))

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Directory of did:plc identifiers";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          DB_CREDS_JSON = if cfg.database.createLocally then credentials else null;
          DB_MIGRATE_CREDS_JSON = if cfg.database.createLocally then credentials else null;
          ENABLE_MIGRATIONS = cfg.database.createLocally;
          PORT = cfg.port;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkDatabaseIntegration cfg null)
      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkHealthCheck cfg {
        inherit (pkgs) curl;
        url = "http://127.0.0.1:${toString cfg.port}/_health";
      })
    ]
  );
}
