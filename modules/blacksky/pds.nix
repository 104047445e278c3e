# rsky-pds: a personal data server in Rust.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-pds;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.blacksky-pds =
    serviceLib.mkServiceOptions {
      name = "blacksky-pds";
      description = "rsky-pds, a personal data server";
      package = pkgs.blacksky-pds or (pkgs.callPackage ../../pkgs/blacksky/pds.nix { });
      port = 8000;
      address = "127.0.0.1";
      settings = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-pds, as `PDS_…`";
      secrets = {
        required = [
          "PDS_JWT_KEY_K256_PRIVATE_KEY_HEX"
          "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX"
          "PDS_REPO_SIGNING_KEY_K256_PRIVATE_KEY_HEX"
        ];
        optional = [
          "PDS_ADMIN_PASSWORD"
          "PDS_DPOP_SECRET"
          "PDS_MAILGUN_API_KEY"
        ];
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
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "rsky personal data server";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          PDS_BLOBSTORE_DISK_LOCATION = "${cfg.dataDir}/blobs";
          PDS_CRAWLERS = lib.concatStringsSep "," cfg.crawlers;
          PDS_DATA_DIRECTORY = cfg.dataDir;
          PDS_DID_PLC_URL = cfg.plc;
          PDS_HOSTNAME = cfg.hostname;
          PDS_INVITE_REQUIRED = cfg.inviteRequired;
          PDS_PORT = cfg.port;
          PDS_SERVICE_HANDLE_DOMAINS = ".${cfg.hostname}";
          ROCKET_ADDRESS = cfg.address;
          ROCKET_PORT = cfg.port;
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
