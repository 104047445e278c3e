# plcbundle: archives the operations of the PLC directory in bundles that anybody can verify.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.plcbundle;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.plcbundle =
    serviceLib.mkServiceOptions {
      name = "plcbundle";
      description = "plcbundle, an archive of the PLC directory";
      package = pkgs.plcbundle-plcbundle or (pkgs.callPackage ../../pkgs/plcbundle/plcbundle.nix { });
      packageText = "pkgs.plcbundle-plcbundle";
      port = 8080;
      address = "127.0.0.1";
      arguments = "https://github.com/atscan/plcbundle";
    }
    // integration.nginxOptions
    // integration.backupOptions
    // {
      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      sync = lib.mkOption {
        type = lib.types.bool;
        default = true;
        example = false;
        description = "Whether to go on fetching; off to serve what is there.";
      };

      interval = lib.mkOption {
        type = serviceLib.serviceTypes.goDuration;
        default = "1m";
        example = "10m";
        description = "How often to look for new operations.";
      };

      webSocket = lib.mkOption {
        type = lib.types.bool;
        default = false;
        example = true;
        description = "Whether operations can be streamed.";
      };

      resolver = lib.mkOption {
        type = lib.types.bool;
        default = false;
        example = true;
        description = "Whether identifiers can be looked up.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Archive of the PLC directory";
        command = [
          (lib.getExe cfg.package)
          "server"
          "--host"
          cfg.address
          "--port"
          cfg.port
          "--plc"
          cfg.plc
          "--sync=${lib.boolToString cfg.sync}"
          "--interval"
          cfg.interval
          "--websocket=${lib.boolToString cfg.webSocket}"
          "--resolver=${lib.boolToString cfg.resolver}"
        ];
        ports = [ cfg.port ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkBackupIntegration cfg)
    ]
  );
}
