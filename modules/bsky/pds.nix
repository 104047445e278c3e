# The reference personal data server: accounts, repositories and files.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.bsky-pds;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.bsky-pds =
    serviceLib.mkServiceOptions {
      name = "bsky-pds";
      description = "the reference personal data server";
      package = pkgs.bluesky-pds or (pkgs.callPackage ../../pkgs/bluesky/pds.nix { });
      packageText = "pkgs.bluesky-pds";
      port = 3000;
      runtime = "node";
      logLevels = [
        "trace"
        "debug"
        "info"
        "warn"
        "error"
        "fatal"
      ];
      settings = "https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/config/env.ts, as `PDS_…`";
      secrets = {
        required = [
          "PDS_ADMIN_PASSWORD"
          "PDS_JWT_SECRET"
          "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX"
        ];
        optional = [ "PDS_EMAIL_SMTP_URL" ];
      };
    }
    // integration.nginxOptions
    // integration.healthCheckOptions
    // integration.backupOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "pds.example.com";
        description = "Domain name that the server is reached under; handles end in it.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      appview = {
        url = lib.mkOption {
          type = serviceLib.serviceTypes.httpUrl;
          default = "https://api.bsky.app";
          example = "https://appview.example.com";
          description = "AppView that requests of clients are passed to.";
        };

        did = lib.mkOption {
          type = serviceLib.serviceTypes.did;
          default = "did:web:api.bsky.app";
          example = "did:web:appview.example.com";
          description = "DID of that AppView.";
        };
      };

      crawlers = lib.mkOption {
        type = lib.types.listOf serviceLib.serviceTypes.httpUrl;
        default = [ "https://bsky.network" ];
        example = [ "https://relay.example.com" ];
        description = "Relays that are asked to crawl the server.";
      };

      inviteRequired = lib.mkOption {
        type = lib.types.bool;
        default = true;
        example = false;
        description = "Whether an account needs an invite code.";
      };

      blobUploadLimit = lib.mkOption {
        type = lib.types.ints.positive;
        default = 104857600;
        example = 5242880;
        description = "Size of the largest file that is taken, in bytes.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Personal data server";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          LOG_ENABLED = true;
          LOG_LEVEL = cfg.logLevel;
          PDS_BLOBSTORE_DISK_LOCATION = "${cfg.dataDir}/blocks";
          PDS_BLOB_UPLOAD_LIMIT = cfg.blobUploadLimit;
          PDS_BSKY_APP_VIEW_DID = cfg.appview.did;
          PDS_BSKY_APP_VIEW_URL = cfg.appview.url;
          PDS_CRAWLERS = lib.concatStringsSep "," cfg.crawlers;
          PDS_DATA_DIRECTORY = cfg.dataDir;
          PDS_DID_PLC_URL = cfg.plc;
          PDS_HOSTNAME = cfg.hostname;
          PDS_INVITE_REQUIRED = cfg.inviteRequired;
          PDS_PORT = cfg.port;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkHealthCheck cfg {
        inherit (pkgs) curl;
        url = "http://127.0.0.1:${toString cfg.port}/xrpc/_health";
      })
      (integration.mkBackupIntegration cfg)
    ]
  );
}
