# UFOs: samples and statistics of every collection.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-ufos;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-ufos =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "ufos";
      description = "UFOs, samples and statistics of every collection";
      package = pkgs.microcosm-ufos or (pkgs.callPackage ../../pkgs/microcosm/ufos.nix { });
      port = 9990;
      address = "127.0.0.1";
      settings = "https://github.com/at-microcosm/microcosm-rs/tree/main/ufos, as `UFOS_…`";
      jetstream = true;
      metricsPort = 8765;
    }
    // {
      backfill = lib.mkOption {
        type = lib.types.bool;
        default = false;
        example = true;
        description = "Whether to run its background work at the pace that catching up wants.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkDirectoryConfig cfg [ ])

      (microcosmLib.mkSystemdService cfg {
        description = "UFOs";
        command = [ (lib.getExe cfg.package) ];
        environment = microcosmLib.mkMicrocosmEnvironment cfg "UFOS" // {
          UFOS_DATA = "${cfg.dataDir}/store";
          UFOS_BACKFILL_MODE = cfg.backfill;
        };
      })

      (microcosmLib.mkFirewallConfig cfg [ cfg.port ])

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        path = "/meta";
      })
    ]
  );
}
