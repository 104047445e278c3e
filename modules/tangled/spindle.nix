# Spindle: runs the pipelines of repositories in containers.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.tangled-spindle;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.tangled-spindle =
    serviceLib.mkServiceOptions {
      name = "tangled-spindle";
      description = "Spindle, which runs pipelines in containers";
      package = pkgs.tangled-spindle or (pkgs.callPackage ../../pkgs/tangled/spindle.nix { });
      port = 6555;
      address = "127.0.0.1";
      settings = "https://tangled.org/@tangled.org/core/tree/master/spindle/config, as `SPINDLE_…`";
    }
    // integration.nginxOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "spindle.example.com";
        description = "Domain name that the service is reached under.";
      };

      owner = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
        description = "Account that owns it.";
      };

      jetstream = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://jetstream1.us-west.bsky.network/subscribe";
        example = "ws://127.0.0.1:8080/subscribe";
        description = "Jetstream that the events come from.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      nixery = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        default = "nixery.tangled.sh";
        example = "nixery.example.com";
        description = "Registry that the images of pipelines come from.";
      };

      workflowTimeout = lib.mkOption {
        type = serviceLib.serviceTypes.goDuration;
        default = "5m";
        example = "1h";
        description = "How long a workflow may run.";
      };

      maxJobs = lib.mkOption {
        type = lib.types.ints.positive;
        default = 2;
        example = 8;
        description = "How many jobs run at once.";
      };

      containerGroup = lib.mkOption {
        type = serviceLib.serviceTypes.userName;
        default = "docker";
        example = "podman";
        description = "Group that may use the container socket, which amounts to being root on this machine.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Spindle";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          SPINDLE_NIXERY_PIPELINES_NIXERY = cfg.nixery;
          SPINDLE_NIXERY_PIPELINES_WORKFLOW_TIMEOUT = cfg.workflowTimeout;
          SPINDLE_SERVER_DB_PATH = "${cfg.dataDir}/spindle.db";
          SPINDLE_SERVER_HOSTNAME = cfg.hostname;
          SPINDLE_SERVER_JETSTREAM_ENDPOINT = cfg.jetstream;
          SPINDLE_SERVER_LISTEN_ADDR = serviceLib.endpoint cfg.address cfg.port;
          SPINDLE_SERVER_LOG_DIR = "${cfg.dataDir}/logs";
          SPINDLE_SERVER_MAX_JOB_COUNT = cfg.maxJobs;
          SPINDLE_SERVER_OWNER = cfg.owner;
          SPINDLE_SERVER_PLC_URL = cfg.plc;
        };
        serviceConfig.SupplementaryGroups = [ cfg.containerGroup ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
