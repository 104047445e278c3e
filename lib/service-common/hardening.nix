# The sandbox that every unit starts from, and the named ways to open it.
{ lib }:

let
  relaxation = name: reason: directives: {
    inherit name reason directives;
  };
in
{
  /**
    The strict baseline of a network service: everything off that such a service does not need. Measured with
    `systemd-analyze security`: 1.1 for a unit with a user, a state directory and access to the network.

    # Type

    ```
    standardSecurityConfig :: AttrSet
    ```

    # Example

    ```nix
    standardSecurityConfig.ProtectSystem
    => "strict"
    ```
  */
  standardSecurityConfig = {
    # Files: read-only but for what the unit is given.
    ProtectSystem = "strict";
    ProtectHome = true;
    PrivateTmp = true;
    PrivateDevices = true;
    PrivateMounts = true;
    DevicePolicy = "closed";
    UMask = "0077";

    # Other processes and users.
    PrivateUsers = true;
    ProtectProc = "invisible";
    ProcSubset = "pid";
    RemoveIPC = true;
    PrivateIPC = true;
    KeyringMode = "private";

    # Privileges. An empty list would render no line at all, and no line means every capability.
    NoNewPrivileges = true;
    CapabilityBoundingSet = "";
    AmbientCapabilities = "";
    RestrictSUIDSGID = true;
    RestrictNamespaces = true;

    # The kernel.
    ProtectClock = true;
    ProtectControlGroups = true;
    ProtectHostname = true;
    ProtectKernelLogs = true;
    ProtectKernelModules = true;
    ProtectKernelTunables = true;
    RestrictRealtime = true;
    LockPersonality = true;
    MemoryDenyWriteExecute = true;
    SystemCallArchitectures = "native";
    SystemCallErrorNumber = "EPERM";
    SystemCallFilter = [
      "@system-service"
      "~@privileged @resources"
    ];
    RestrictAddressFamilies = [
      "AF_INET"
      "AF_INET6"
      "AF_UNIX"
    ];
  };

  /**
    Restart policy, for the service section: after a failure, not after a stop.

    # Type

    ```
    standardRestartConfig :: AttrSet
    ```

    # Example

    ```nix
    standardRestartConfig.Restart
    => "on-failure"
    ```
  */
  standardRestartConfig = {
    Restart = "on-failure";
    RestartSec = "5s";
    TimeoutStopSec = "60s";
  };

  /**
    Rate limit of restarts. systemd reads it in the unit section only, so it belongs beside `serviceConfig`, not in it.

    # Type

    ```
    standardRestartLimit :: AttrSet
    ```

    # Example

    ```nix
    standardRestartLimit.startLimitBurst
    => 5
    ```
  */
  standardRestartLimit = {
    startLimitBurst = 5;
    startLimitIntervalSec = 300;
  };

  /**
    Machine code made at run time: V8, the JVM, LuaJIT. Without it such a program aborts at once.

    # Type

    ```
    allowJit :: String -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    # Example

    ```nix
    (allowJit "V8 compiles JavaScript").directives
    => { MemoryDenyWriteExecute = false; }
    ```
  */
  allowJit = reason: relaxation "Jit" reason { MemoryDenyWriteExecute = false; };

  /**
    A port below 1024. Capabilities over the network namespace are the host's, so the private user namespace goes.

    # Type

    ```
    allowPrivilegedPort :: String -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    # Example

    ```nix
    (allowPrivilegedPort "answers on port 443").directives.AmbientCapabilities
    => "CAP_NET_BIND_SERVICE"
    ```
  */
  allowPrivilegedPort =
    reason:
    relaxation "PrivilegedPort" reason {
      AmbientCapabilities = "CAP_NET_BIND_SERVICE";
      CapabilityBoundingSet = "CAP_NET_BIND_SERVICE";
      PrivateUsers = false;
    };

  /**
    Device nodes, by path or class.

    # Type

    ```
    allowDevices :: String -> [String] -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    `devices`
    : as `DeviceAllow=` takes them, each with its access mode

    # Example

    ```nix
    (allowDevices "encodes video on the GPU" [ "/dev/dri rw" ]).directives
    => { DeviceAllow = [ "/dev/dri rw" ]; PrivateDevices = false; }
    ```
  */
  allowDevices =
    reason: devices:
    relaxation "Devices" reason {
      DeviceAllow = devices;
      PrivateDevices = false;
    };

  /**
    Netlink sockets: programs that list the network interfaces.

    # Type

    ```
    allowNetlink :: String -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    # Example

    ```nix
    lib.last (allowNetlink "gathers ICE candidates").directives.RestrictAddressFamilies
    => "AF_NETLINK"
    ```
  */
  allowNetlink =
    reason:
    relaxation "Netlink" reason {
      RestrictAddressFamilies = [
        "AF_INET"
        "AF_INET6"
        "AF_UNIX"
        "AF_NETLINK"
      ];
    };

  /**
    Reading `/proc` beyond the own process: memory totals, load, other processes.

    # Type

    ```
    allowProcessInspection :: String -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    # Example

    ```nix
    (allowProcessInspection "reports the load").directives.ProcSubset
    => "all"
    ```
  */
  allowProcessInspection =
    reason:
    relaxation "ProcessInspection" reason {
      ProcSubset = "all";
      ProtectProc = "default";
    };

  /**
    Home directories, read-only.

    # Type

    ```
    allowHome :: String -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    # Example

    ```nix
    (allowHome "backs up home directories").directives
    => { ProtectHome = "read-only"; }
    ```
  */
  allowHome = reason: relaxation "Home" reason { ProtectHome = "read-only"; };

  /**
    System calls beyond the baseline.

    # Type

    ```
    allowSystemCalls :: String -> [String] -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    `calls`
    : names or groups as `SystemCallFilter=` takes them

    # Example

    ```nix
    (allowSystemCalls "pins threads to cores" [ "sched_setaffinity" ]).directives.SystemCallFilter
    => [ "@system-service" "~@privileged @resources" "sched_setaffinity" ]
    ```
  */
  allowSystemCalls =
    reason: calls:
    relaxation "SystemCalls" reason {
      SystemCallFilter = [
        "@system-service"
        "~@privileged @resources"
      ]
      ++ calls;
    };

  /**
    New namespaces: a program that brings a sandbox of its own.

    # Type

    ```
    allowNamespaces :: String -> [String] -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    `namespaces`
    : as `RestrictNamespaces=` takes them

    # Example

    ```nix
    (allowNamespaces "runs jobs in containers" [ "user" "mnt" ]).directives
    => { RestrictNamespaces = "user mnt"; }
    ```
  */
  allowNamespaces =
    reason: namespaces:
    relaxation "Namespaces" reason { RestrictNamespaces = lib.concatStringsSep " " namespaces; };

  /**
    Users other than the service's own: where it talks to a daemon that goes by the caller's groups.

    # Type

    ```
    allowChildUsers :: String -> Relaxation
    ```

    # Arguments

    `reason`
    : why, for whoever reads the unit

    # Example

    ```nix
    (allowChildUsers "uses the docker socket by its group").directives
    => { PrivateUsers = false; }
    ```
  */
  allowChildUsers = reason: relaxation "ChildUsers" reason { PrivateUsers = false; };

  /**
    Puts relaxations together: their directives, and their reasons as keys of the unit section that begin with
    `X-Allow`, which systemd ignores and `systemctl cat` shows.

    # Type

    ```
    mergeRelaxations :: [Relaxation] -> { serviceConfig :: AttrSet, unitConfig :: AttrSet }
    ```

    # Arguments

    `relaxations`
    : what the `allow…` functions return; for a directive that two of them set, the later one counts

    # Example

    ```nix
    (mergeRelaxations [ (allowJit "V8 compiles JavaScript") ]).unitConfig
    => { X-AllowJit = "V8 compiles JavaScript"; }
    ```
  */
  mergeRelaxations = relaxations: {
    serviceConfig = lib.foldl' (merged: each: merged // each.directives) { } relaxations;
    unitConfig = lib.listToAttrs (
      map (each: lib.nameValuePair "X-Allow${each.name}" each.reason) relaxations
    );
  };
}
