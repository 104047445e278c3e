# Ozone: labelling and moderation.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.bsky-ozone;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.bsky-ozone =
    serviceLib.mkServiceOptions {
      name = "bsky-ozone";
      description = "Ozone, which labels and moderates content";
      package = pkgs.bluesky-ozone or (pkgs.callPackage ../../pkgs/bluesky/ozone.nix { });
      packageText = "pkgs.bluesky-ozone";
      state = false;
      port = 3000;
      runtime = "node";
      settings = "https://github.com/bluesky-social/atproto/blob/main/packages/ozone/src/config/env.ts";
      secrets = {
        required = [
          "OZONE_ADMIN_PASSWORD"
          "OZONE_SIGNING_KEY_HEX"
        ];
        optional = [ "OZONE_DB_POSTGRES_URL" ];
      };
    }
    // integration.databaseOptions "bsky-ozone"
    // integration.nginxOptions
    // {
      publicUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://ozone.example.com";
        description = "Address that others reach the service under.";
      };

      serverDid = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:web:ozone.example.com";
        description = "DID of the moderation service's account.";
      };

      adminDids = lib.mkOption {
        type = lib.types.listOf serviceLib.serviceTypes.did;
        default = [ ];
        example = [ "did:plc:ewvi7nxzyoun6zhxrhs64oiz" ];
        description = "Accounts that may administrate.";
      };

      appview = {
        url = lib.mkOption {
          type = serviceLib.serviceTypes.httpUrl;
          default = "https://api.bsky.app";
          example = "https://appview.example.com";
          description = "AppView that content is looked up in.";
        };

        did = lib.mkOption {
          type = serviceLib.serviceTypes.did;
          default = "did:web:api.bsky.app";
          example = "did:web:appview.example.com";
          description = "DID of that AppView.";
        };
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ (integration.databaseNameRule cfg) ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Ozone";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          OZONE_ADMIN_DIDS = lib.concatStringsSep "," cfg.adminDids;
          OZONE_APPVIEW_DID = cfg.appview.did;
          OZONE_APPVIEW_URL = cfg.appview.url;
          OZONE_DB_MIGRATE = "1";
          OZONE_PORT = cfg.port;
          OZONE_PUBLIC_URL = cfg.publicUrl;
          OZONE_SERVER_DID = cfg.serverDid;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkDatabaseIntegration cfg "OZONE_DB_POSTGRES_URL")
      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
