/**
  spindle, continuous integration server.
*/
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:
let
  cfg = config.services.tangled.spindle;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.tangled.spindle = serviceLib.mkServiceOptions "spindle" {
    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ../../pkgs/tangled/spindle.nix { };
      defaultText = lib.literalExpression "pkgs.callPackage ../../pkgs/tangled/spindle.nix { }";
      description = "The package that provides spindle.";
    };

    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      description = "Environment variables of spindle. They end up in the world-readable store: secrets go to `environmentFile`.";
    };

    environmentFile = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default = null;
      example = "/run/secrets/environment";
      description = "File of lines `NAME=value` with the secrets of spindle, readable by root alone.";
    };

    extraArgs = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "--verbose" ];
      description = "Further arguments for spindle.";
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkSystemdService {
        name = "tangled-spindle";
        description = "spindle, continuous integration server";
        execStart = utils.escapeSystemdExecArgs ([ (lib.getExe cfg.package) ] ++ cfg.extraArgs);
        serviceConfig = {
          StateDirectory = "tangled-spindle";
          StateDirectoryMode = "0700";
          WorkingDirectory = "%S/tangled-spindle";
          EnvironmentFile = lib.optional (cfg.environmentFile != null) cfg.environmentFile;
          Restart = "on-failure";
          RestartSec = 5;
          AmbientCapabilities = "";
          CapabilityBoundingSet = "";
          DevicePolicy = "closed";
          LockPersonality = true;
          MemoryDenyWriteExecute = true;
          PrivateDevices = true;
          PrivateMounts = true;
          PrivateUsers = true;
          ProcSubset = "pid";
          ProtectClock = true;
          ProtectControlGroups = true;
          ProtectHostname = true;
          ProtectKernelLogs = true;
          ProtectKernelModules = true;
          ProtectKernelTunables = true;
          ProtectProc = "invisible";
          RemoveIPC = true;
          RestrictAddressFamilies = [
            "AF_INET"
            "AF_INET6"
            "AF_UNIX"
          ];
          RestrictNamespaces = true;
          RestrictRealtime = true;
          RestrictSUIDSGID = true;
          SystemCallArchitectures = "native";
          SystemCallFilter = [
            "@system-service"
            "~@privileged @resources"
          ];
          UMask = "0077";
        };
      })
      {
        systemd.services.tangled-spindle = {
          wants = [ "network-online.target" ];
          after = [ "network-online.target" ];
          startLimitBurst = 5;
          startLimitIntervalSec = 300;
          environment = cfg.settings;
        };
      }
    ]
  );
}
