/**
  tallyd, counter daemon for feeds.
*/
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:
let
  cfg = config.services.tally;
in
{
  options.services.tally = {
    enable = lib.mkEnableOption "tallyd, counter daemon for feeds";

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.tally or (import ../. { inherit pkgs; }).tally;
      defaultText = lib.literalExpression "pkgs.tally or (import ../. { inherit pkgs; }).tally";
      description = "The package that provides tallyd.";
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
      description = "How much tallyd logs.";
    };

    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      default = { };
      description = "Environment variables of tallyd. They end up in the world-readable store: secrets go to `environmentFile`.";
    };

    environmentFile = lib.mkOption {
      type = lib.types.nullOr lib.types.path;
      default = null;
      example = "/run/secrets/environment";
      description = "File of lines `NAME=value` with the secrets of tallyd, readable by root alone.";
    };

    extraArgs = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "--verbose" ];
      description = "Further arguments for tallyd.";
    };
  };

  config = lib.mkIf cfg.enable {
    systemd.services.tally = {
      description = "tallyd, counter daemon for feeds";
      wantedBy = [ "multi-user.target" ];
      wants = [ "network-online.target" ];
      after = [ "network-online.target" ];
      startLimitBurst = 5;
      startLimitIntervalSec = 300;
      environment = cfg.settings // {
        RUST_LOG = cfg.logLevel;
      };
      serviceConfig = {
        ExecStart = utils.escapeSystemdExecArgs ([ (lib.getExe cfg.package) ] ++ cfg.extraArgs);
        DynamicUser = true;
        StateDirectory = "tally";
        StateDirectoryMode = "0700";
        WorkingDirectory = "%S/tally";
        EnvironmentFile = lib.optional (cfg.environmentFile != null) cfg.environmentFile;
        Restart = "on-failure";
        RestartSec = 5;
        AmbientCapabilities = "";
        CapabilityBoundingSet = "";
        DevicePolicy = "closed";
        LockPersonality = true;
        MemoryDenyWriteExecute = true;
        NoNewPrivileges = true;
        PrivateDevices = true;
        PrivateMounts = true;
        PrivateTmp = true;
        PrivateUsers = true;
        ProcSubset = "pid";
        ProtectClock = true;
        ProtectControlGroups = true;
        ProtectHome = true;
        ProtectHostname = true;
        ProtectKernelLogs = true;
        ProtectKernelModules = true;
        ProtectKernelTunables = true;
        ProtectProc = "invisible";
        ProtectSystem = "strict";
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
    };
  };
}
