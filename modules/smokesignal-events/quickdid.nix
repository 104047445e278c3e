# QuickDID: resolves handles to DIDs, and remembers them.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.quickdid;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.quickdid =
    serviceLib.mkServiceOptions {
      name = "quickdid";
      description = "QuickDID, which resolves handles";
      package =
        pkgs.smokesignal-events-quickdid
          or (pkgs.callPackage ../../pkgs/smokesignal-events/quickdid.nix { });
      packageText = "pkgs.smokesignal-events-quickdid";
      port = 8080;
      runtime = "rust";
      settings = "https://tangled.org/@smokesignal.events/quickdid";
      secrets.optional = [ "REDIS_URL" ];
    }
    // integration.nginxOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "quickdid.example.com";
        description = "Domain name that the service is reached under.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        default = "plc.directory";
        example = "plc.example.com";
        description = "Host of the directory that `did:plc` identifiers are looked up in.";
      };

      cacheSeconds = lib.mkOption {
        type = lib.types.ints.positive;
        default = 7776000;
        example = 86400;
        description = "How long an answer is remembered on disk, in seconds.";
      };

      jetstream = lib.mkOption {
        type = lib.types.nullOr serviceLib.serviceTypes.hostName;
        default = null;
        example = "jetstream.example.com";
        description = "Host of a Jetstream that tells when an answer is out of date; null for none.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "QuickDID";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          CACHE_TTL_SQLITE = cfg.cacheSeconds;
          HTTP_EXTERNAL = cfg.hostname;
          HTTP_PORT = cfg.port;
          JETSTREAM_ENABLED = cfg.jetstream != null;
          JETSTREAM_HOSTNAME = cfg.jetstream;
          PLC_HOSTNAME = cfg.plc;
          SQLITE_URL = "sqlite:${cfg.dataDir}/quickdid.db";
          STATIC_FILES_DIR = "${cfg.package}/share/quickdid/www";
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
