# Allegedly: a mirror of the PLC directory around its reference server.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-allegedly;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-allegedly =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "allegedly";
      description = "Allegedly, a mirror of the PLC directory";
      package = pkgs.microcosm-allegedly or (pkgs.callPackage ../../pkgs/microcosm/allegedly.nix { });
      state = false;
      port = 8000;
      address = "127.0.0.1";
      settings = "https://tangled.org/@microcosm.blue/Allegedly, as `ALLEGEDLY_…`";
      secrets.optional = [ "ALLEGEDLY_WRAP_PG" ];
    }
    // microcosmLib.sharedDatabaseOptions
    // {
      mode = lib.mkOption {
        type = lib.types.enum [
          "mirror"
          "wrap"
        ];
        default = "wrap";
        example = "mirror";
        description = ''
          Whether only to stand before a server (`wrap`), or to follow the directory too (`mirror`), which needs
          the server's database.
        '';
      };

      wrapped = lib.mkOption {
        type = microcosmLib.serviceTypes.httpUrl;
        default = "http://127.0.0.1:2582";
        example = "http://127.0.0.1:3000";
        description = "The did-method-plc server behind it.";
      };

      upstream = lib.mkOption {
        type = microcosmLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "https://plc.example.com";
        description = "Directory that operations come from.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [
        {
          option = "database.url";
          assertion = cfg.mode == "mirror" -> cfg.database.url != null || cfg.environmentFile != null;
          message = "must be set to mirror: name the wrapped server's database, or an environmentFile with ALLEGEDLY_WRAP_PG";
        }
      ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkSystemdService cfg {
        description = "Allegedly";
        command = [
          (lib.getExe cfg.package)
          cfg.mode
        ];
        environment = microcosmLib.mkMicrocosmEnvironment cfg "ALLEGEDLY" // {
          ALLEGEDLY_UPSTREAM = cfg.upstream;
          ALLEGEDLY_WRAP = cfg.wrapped;
        };
      })

      (microcosmLib.mkFirewallConfig cfg [ cfg.port ])

      (microcosmLib.mkSharedDatabase cfg "ALLEGEDLY_WRAP_PG")

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        path = "/_health";
      })
    ]
  );
}
