# Who a service is on the machine: its user, its directories, its open ports.
{ lib }:

let
  stateRoot = "/var/lib/";

  ownedBy = cfg: mode: {
    d = {
      inherit (cfg) user group;
      inherit mode;
    };
  };
in
rec {
  /**
    What a service's unit is called: `serviceName`, as `mkServiceOptions` declares it, or else as its user.

    # Type

    ```
    nameOf :: Cfg -> String
    ```

    # Arguments

    `cfg`
    : has `serviceName` or `user`

    # Example

    ```nix
    nameOf { user = "pds"; }
    => "pds"
    ```
  */
  nameOf = cfg: cfg.serviceName or cfg.user;

  /**
    The path below `/var/lib` that systemd can keep as `StateDirectory=`; null where a path lies elsewhere.

    # Type

    ```
    stateDirectoryOf :: String -> String | Null
    ```

    # Arguments

    `path`
    : an absolute path

    # Example

    ```nix
    stateDirectoryOf "/var/lib/pds/blobs"
    => "pds/blobs"
    ```
  */
  stateDirectoryOf =
    path: if lib.hasPrefix stateRoot path then lib.removePrefix stateRoot path else null;

  /**
    Declares the service's system user and group.

    # Type

    ```
    mkUserConfig :: Cfg -> Module
    ```

    # Arguments

    `cfg`
    : has `user` and `group`

    # Example

    ```nix
    (mkUserConfig { user = "pds"; group = "pds"; }).users.groups
    => { pds = { }; }
    ```
  */
  mkUserConfig = cfg: {
    users.users.${cfg.user} = {
      isSystemUser = lib.mkDefault true;
      group = lib.mkDefault cfg.group;
    };
    users.groups.${cfg.group} = { };
  };

  /**
    Has the directories made: what lies below `/var/lib` by the unit itself (`StateDirectory=`), what lies
    elsewhere by systemd-tmpfiles, and lets the unit write there.

    # Type

    ```
    mkDirectoryConfig :: Cfg -> [String] -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `user`, `group`, and `dataDir` where the service keeps state

    `extraDirs`
    : more directories, absolute paths

    # Example

    ```nix
    (mkDirectoryConfig { serviceName = "pds"; user = "pds"; group = "pds"; dataDir = "/var/lib/pds"; } [ ])
      .systemd.services.pds.serviceConfig.StateDirectory
    => [ "pds" ]
    ```
  */
  mkDirectoryConfig =
    cfg: extraDirs:
    let
      directories = lib.optional (cfg ? dataDir) cfg.dataDir ++ extraDirs;
      kept = lib.filter (path: stateDirectoryOf path != null) directories;
      elsewhere = lib.subtractLists kept directories;
    in
    {
      systemd.services.${nameOf cfg}.serviceConfig =
        lib.optionalAttrs (kept != [ ]) {
          StateDirectory = map stateDirectoryOf kept;
          StateDirectoryMode = "0700";
        }
        // lib.optionalAttrs (elsewhere != [ ]) { ReadWritePaths = elsewhere; };

      systemd.tmpfiles.settings = lib.optionalAttrs (elsewhere != [ ]) {
        "10-${nameOf cfg}" = lib.genAttrs elsewhere (_: ownedBy cfg "0700");
      };
    };

  /**
    Opens TCP ports where the administrator asked for it.

    # Type

    ```
    mkFirewallConfig :: Cfg -> [Int] -> Module
    ```

    # Arguments

    `cfg`
    : has `openFirewall`

    `ports`
    : the ports that the service answers on

    # Example

    ```nix
    (mkFirewallConfig { openFirewall = true; } [ 3000 ]).networking.firewall.allowedTCPPorts
    => [ 3000 ]
    ```
  */
  mkFirewallConfig = cfg: ports: {
    networking.firewall.allowedTCPPorts = lib.optionals cfg.openFirewall ports;
  };
}
