/**
  What the service modules of this repository share.

  # Example

  ```nix
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  ```
*/
{ lib }:

let
  /**
    The hardening that every service starts from: directives of systemd.exec(5).
  */
  standardSecurityConfig = {
    AmbientCapabilities = "";
    CapabilityBoundingSet = "";
    LockPersonality = true;
    MemoryDenyWriteExecute = true;
    NoNewPrivileges = true;
    PrivateDevices = true;
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
      "~@privileged"
      "~@resources"
    ];
    UMask = "0077";
  };
in
{
  inherit standardSecurityConfig;

  /**
    The options that every service has, and those of its own.

    # Example

    ```nix
    options.services.harbor.buoy = serviceLib.mkServiceOptions "buoy" { };
    ```
  */
  mkServiceOptions =
    name: extraOptions:
    {
      enable = lib.mkEnableOption name;

      package = lib.mkOption {
        type = lib.types.package;
        description = "The package that provides ${name}.";
      };
    }
    // extraOptions;

  /**
    A systemd service with the standard hardening and a state directory of its own.

    # Example

    ```nix
    serviceLib.mkSystemdService {
      name = "harbor-buoy";
      execStart = lib.getExe cfg.package;
    }
    ```
  */
  mkSystemdService =
    {
      name,
      description ? name,
      execStart,
      environment ? { },
      serviceConfig ? { },
    }:
    {
      systemd.services.${name} = {
        inherit description environment;
        wantedBy = [ "multi-user.target" ];
        wants = [ "network-online.target" ];
        after = [ "network-online.target" ];
        startLimitBurst = 5;
        startLimitIntervalSec = 60;
        serviceConfig =
          standardSecurityConfig
          // {
            DynamicUser = true;
            ExecStart = execStart;
            Restart = "on-failure";
            StateDirectory = name;
          }
          // serviceConfig;
      };
    };
}
