# Pocket: keeps preferences that a PDS has no place for. It always listens on 127.0.0.1:3000.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-pocket;
  port = 3000;
  database = "${cfg.dataDir}/preferences.sqlite3";
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-pocket =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "pocket";
      description = "Pocket, a store of preferences beside the PDS";
      package = pkgs.microcosm-pocket or (pkgs.callPackage ../../pkgs/microcosm/pocket.nix { });
    }
    // {
      domain = lib.mkOption {
        type = microcosmLib.serviceTypes.hostName;
        example = "pocket.example.com";
        description = "Domain that its DID document is served for.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkDirectoryConfig cfg [ ])

      (microcosmLib.mkSystemdService cfg {
        description = "Pocket";
        command = [
          (lib.getExe cfg.package)
          "--db"
          database
          "--domain"
          cfg.domain
        ];
        after = [ "microcosm-pocket-init.service" ];
        serviceConfig.WorkingDirectory = "${cfg.package}/share/pocket";
      })

      # Upstream makes its table in a run of its own, which fails where the table is there already.
      (microcosmLib.mkDirectoryConfig (cfg // { serviceName = "microcosm-pocket-init"; }) [ ])
      (integration.mkOneshot cfg {
        name = "microcosm-pocket-init";
        description = "Database of Pocket";
        runtime = "rust";
        command = [
          (lib.getExe cfg.package)
          "--db"
          database
          "--init-db"
        ];
        unit.unitConfig.ConditionPathExists = "!${database}";
      })

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        inherit port;
      })
    ]
  );
}
