# Bsync: carries private state of accounts between AppViews.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.bsky-bsync;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.bsky-bsync =
    serviceLib.mkServiceOptions {
      name = "bsky-bsync";
      description = "Bsync, which AppViews share private state by";
      package = pkgs.bluesky-bsync or (pkgs.callPackage ../../pkgs/bluesky/bsync.nix { });
      packageText = "pkgs.bluesky-bsync";
      state = false;
      port = 3000;
      runtime = "node";
      settings = "https://github.com/bluesky-social/atproto/blob/main/packages/bsync/src/config.ts, as `BSYNC_…`";
      secrets = {
        required = [ "BSYNC_API_KEYS" ];
        optional = [ "BSYNC_DB_POSTGRES_URL" ];
      };
    }
    // integration.databaseOptions "bsky-bsync";

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ (integration.databaseNameRule cfg) ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Bsync";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          BSYNC_DB_MIGRATE = true;
          BSYNC_PORT = cfg.port;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkDatabaseIntegration cfg "BSYNC_DB_POSTGRES_URL")
    ]
  );
}
