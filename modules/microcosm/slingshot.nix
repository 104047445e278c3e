# Slingshot: a cache of records and identities at the edge.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-slingshot;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-slingshot =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "slingshot";
      description = "Slingshot, a cache of records and identities";
      package = pkgs.microcosm-slingshot or (pkgs.callPackage ../../pkgs/microcosm/slingshot.nix { });
      port = 8080;
      address = "127.0.0.1";
      settings = "https://github.com/at-microcosm/microcosm-rs/tree/main/slingshot, as `SLINGSHOT_…`";
      jetstream = true;
      metricsPort = 8765;
    }
    // {
      memoryCacheSize = lib.mkOption {
        type = lib.types.ints.positive;
        default = 64;
        example = 512;
        description = "Megabytes of memory for records.";
      };

      diskCacheSize = lib.mkOption {
        type = lib.types.ints.positive;
        default = 1;
        example = 10;
        description = "Gigabytes of disk for records.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkDirectoryConfig cfg [ ])

      (microcosmLib.mkSystemdService cfg {
        description = "Slingshot";
        command = [ (lib.getExe cfg.package) ];
        environment = microcosmLib.mkMicrocosmEnvironment cfg "SLINGSHOT" // {
          SLINGSHOT_CACHE_DIR = cfg.dataDir;
          SLINGSHOT_RECORD_CACHE_MEMORY_MB = cfg.memoryCacheSize;
          SLINGSHOT_RECORD_CACHE_DISK_DB = cfg.diskCacheSize;
        };
        serviceConfig.WorkingDirectory = "${cfg.package}/share/slingshot";
      })

      (microcosmLib.mkFirewallConfig cfg [ cfg.port ])

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        path = "/openapi";
      })
    ]
  );
}
