/**
  spacedust, firehose of links.
*/
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:
let
  cfg = config.services.microcosm.spacedust;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.microcosm.spacedust = serviceLib.mkServiceOptions "spacedust" {
    package = lib.mkOption {
      type = lib.types.package;
      default = (import ../../. { inherit pkgs; }).microcosm-spacedust;
      defaultText = lib.literalExpression "(import ../../. { inherit pkgs; }).microcosm-spacedust";
      description = "The package that provides spacedust.";
    };

    logLevel = lib.mkOption {
      type = lib.types.enum [
        "error"
        "warn"
        "info"
        "debug"
        "trace"
      ];
      default = "info";
      description = "How much spacedust logs.";
    };

    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      description = "Environment variables of spacedust. They end up in the world-readable store: secrets go to `environmentFile`.";
    };

    environmentFile = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default = null;
      example = "/run/secrets/environment";
      description = "File of lines `NAME=value` with the secrets of spacedust, readable by root alone.";
    };

    extraArgs = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "--verbose" ];
      description = "Further arguments for spacedust.";
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkSystemdService {
        name = "microcosm-spacedust";
        description = "spacedust, firehose of links";
        execStart = utils.escapeSystemdExecArgs ([ (lib.getExe cfg.package) ] ++ cfg.extraArgs);
        serviceConfig = {
          StateDirectory = "microcosm-spacedust";
          StateDirectoryMode = "0700";
          WorkingDirectory = "%S/microcosm-spacedust";
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
        systemd.services.microcosm-spacedust = {
          wants = [ "network-online.target" ];
          after = [ "network-online.target" ];
          startLimitBurst = 5;
          startLimitIntervalSec = 300;
          environment = cfg.settings // {
            RUST_LOG = cfg.logLevel;
          };
        };
      }
    ]
  );
}
