# Lycan: searches what an account has liked and reposted. Three units over one database: the server, a worker that
# imports, a reader of the firehose.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.lycan;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  environment = {
    APPVIEW_HOST = cfg.appview;
    FIREHOSE_USER_AGENT = cfg.userAgent;
    RELAY_HOST = cfg.relay;
    SERVER_HOSTNAME = cfg.hostname;
  };

  mkUnit =
    name: unit:
    lib.mkMerge [
      (serviceLib.mkSystemdService (cfg // { serviceName = name; }) (
        {
          inherit environment;
          runtime = "ruby";
          relaxations = [
            (serviceLib.allowJit "the program turns on YJIT, Ruby's compiler to machine code")
          ];
        }
        // unit
      ))
      (integration.mkDatabaseIntegration (cfg // { serviceName = name; }) "DATABASE_URL")
    ];
in
{
  options.services.lycan =
    serviceLib.mkServiceOptions {
      name = "lycan";
      description = "Lycan, which searches what an account has liked and reposted";
      package = pkgs.mackuba-lycan or (pkgs.callPackage ../../pkgs/mackuba/lycan.nix { });
      packageText = "pkgs.mackuba-lycan";
      state = false;
      port = 3000;
      address = "127.0.0.1";
      runtime = "ruby";
      settings = "https://tangled.org/@mackuba.eu/lycan, for all three units";
      secrets.optional = [ "DATABASE_URL" ];
    }
    // integration.databaseOptions "lycan"
    // integration.nginxOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "lycan.example.com";
        description = "Domain name that the service is reached under.";
      };

      relay = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        default = "bsky.network";
        example = "relay.example.com";
        description = "Host of the relay that the events come from.";
      };

      appview = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        default = "public.api.bsky.app";
        example = "appview.example.com";
        description = "Host of the AppView that posts are looked up in.";
      };

      userAgent = lib.mkOption {
        type = lib.types.nullOr lib.types.nonEmptyStr;
        default = null;
        example = "lycan (admin@example.com)";
        description = "What the reader of the firehose calls itself; null for upstream's own name.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg (integration.databaseRules cfg "DATABASE_URL"))

      (serviceLib.mkUserConfig cfg)

      (mkUnit "lycan" {
        description = "Lycan";
        command = [
          (lib.getExe' cfg.package "lycan-rackup")
          "-o"
          cfg.address
          "-p"
          cfg.port
        ];
        ports = [ cfg.port ];
        serviceConfig.ExecStartPre = serviceLib.escapeExecArgs [
          (lib.getExe' cfg.package "lycan-rake")
          "db:migrate"
        ];
      })

      (mkUnit "lycan-worker" {
        description = "Importer of Lycan";
        command = [ (lib.getExe' cfg.package "lycan-worker") ];
        after = [ "lycan.service" ];
      })

      (mkUnit "lycan-firehose" {
        description = "Firehose reader of Lycan";
        command = [ (lib.getExe' cfg.package "lycan-firehose") ];
        after = [ "lycan.service" ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
