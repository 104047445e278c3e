# Constellation: an index of who links to what.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-constellation;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-constellation =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "constellation";
      description = "Constellation, an index of all links between records";
      package =
        pkgs.microcosm-constellation or (pkgs.callPackage ../../pkgs/microcosm/constellation.nix { });
      port = 6789;
      address = "127.0.0.1";
      arguments = "https://github.com/at-microcosm/microcosm-rs/tree/main/constellation";
      jetstream = true;
      metricsPort = 8765;
    }
    // {
      hostname = lib.mkOption {
        type = lib.types.nullOr microcosmLib.serviceTypes.hostName;
        default = null;
        example = "constellation.example.com";
        description = "Domain name that the service is reached under; a `did:web` document is served for it.";
      };

      copies = {
        interval = lib.mkOption {
          type = lib.types.nullOr lib.types.ints.positive;
          default = null;
          example = 24;
          description = "Hours between copies of the index below `dataDir`; null for none.";
        };

        keep = lib.mkOption {
          type = lib.types.ints.positive;
          default = 7;
          example = 3;
          description = "How many of those copies are kept.";
        };
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkDirectoryConfig cfg [ ])

      (microcosmLib.mkSystemdService cfg {
        description = "Constellation";
        command = [
          (lib.getExe cfg.package)
          "--backend"
          "rocks"
          "--data"
          "${cfg.dataDir}/index"
        ]
        ++ microcosmLib.mkMicrocosmArguments cfg
        ++ lib.optionals (cfg.hostname != null) [
          "--did-web-domain"
          cfg.hostname
        ]
        ++ lib.optionals (cfg.copies.interval != null) [
          "--backup"
          "${cfg.dataDir}/backup"
          "--backup-interval"
          cfg.copies.interval
          "--max-old-backups"
          cfg.copies.keep
        ];
      })

      (microcosmLib.mkFirewallConfig cfg [ cfg.port ])

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        path = "/";
      })
    ]
  );
}
