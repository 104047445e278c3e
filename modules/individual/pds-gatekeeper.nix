# PDS gatekeeper: a second factor and rate limits before a personal data server on this machine.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.pds-gatekeeper;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.pds-gatekeeper =
    serviceLib.mkServiceOptions {
      name = "pds-gatekeeper";
      description = "the gatekeeper of a personal data server";
      package =
        pkgs.baileytownsend-pds-gatekeeper
          or (pkgs.callPackage ../../pkgs/baileytownsend/pds-gatekeeper.nix { });
      packageText = "pkgs.baileytownsend-pds-gatekeeper";
      state = false;
      port = 8080;
      address = "127.0.0.1";
      runtime = "rust";
      settings = "https://tangled.org/@baileytownsend.dev/pds-gatekeeper, as `GATEKEEPER_…`";
      secrets.optional = [
        "PDS_ADMIN_PASSWORD"
        "PDS_EMAIL_SMTP_URL"
      ];
    }
    // integration.nginxOptions
    // {
      pds = {
        url = lib.mkOption {
          type = serviceLib.serviceTypes.httpUrl;
          default = "http://127.0.0.1:3000";
          example = "http://127.0.0.1:3001";
          description = "Address of the server behind it.";
        };

        dataDir = lib.mkOption {
          type = serviceLib.serviceTypes.statePath;
          default = "/var/lib/bsky-pds";
          example = "/srv/pds";
          description = "State of the server behind it; its databases are read and one is added.";
        };
      };

      user = lib.mkOption {
        type = serviceLib.serviceTypes.userName;
        default = "bsky-pds";
        example = "pds";
        description = "System user that the service runs as: the one that the files of the server behind it belong to.";
      };

      group = lib.mkOption {
        type = serviceLib.serviceTypes.userName;
        default = "bsky-pds";
        example = "pds";
        description = "Group that the service runs as.";
      };

      accountsPerSecond = lib.mkOption {
        type = lib.types.nullOr lib.types.ints.positive;
        default = null;
        example = 60;
        description = ''
          Seconds after which one more account may be made from the same address; null for upstream's
          own.
        '';
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Gatekeeper of the personal data server";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          GATEKEEPER_CREATE_ACCOUNT_PER_SECOND = cfg.accountsPerSecond;
          GATEKEEPER_HOST = cfg.address;
          GATEKEEPER_PORT = cfg.port;
          PDS_BASE_URL = cfg.pds.url;
          PDS_DATA_DIRECTORY = cfg.pds.dataDir;
        };
        extraReadWritePaths = [ cfg.pds.dataDir ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
