# Units beside the main one, users, and directories.
{ lib, serviceLib }:

{
  /**
    A hardened unit that runs once and ends. It is not started at boot by itself: a timer or another unit wants it.

    # Type

    ```
    mkOneshot :: Cfg -> AttrSet -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `user`, `group`

    `unit`
    : as for `mkSystemdService`; `name` is required

    # Example

    ```nix
    (mkOneshot { serviceName = "pds"; user = "pds"; group = "pds"; } { name = "pds-migrate"; command = [ "/bin/migrate" ]; })
      .systemd.services
    => { pds-migrate = …; }
    ```
  */
  mkOneshot =
    cfg:
    unit@{ name, ... }:
    lib.mkMerge [
      (serviceLib.mkSystemdService (removeAttrs cfg [ "extraArgs" ]) unit)
      {
        systemd.services.${name} = {
          wantedBy = lib.mkForce [ ];
          serviceConfig = {
            Type = "oneshot";
            Restart = lib.mkOverride 900 "no";
          };
        };
      }
    ];

  /**
    A timer that starts the service of the same name.

    # Type

    ```
    mkTimer :: String -> String -> Module
    ```

    # Arguments

    `name`
    : of the timer and its service

    `schedule`
    : a calendar event as systemd.time(7) has it

    # Example

    ```nix
    (mkTimer "pds-backup" "daily").systemd.timers.pds-backup.timerConfig.OnCalendar
    => "daily"
    ```
  */
  mkTimer = name: schedule: {
    systemd.timers.${name} = {
      description = "Schedule of ${name}";
      wantedBy = [ "timers.target" ];
      timerConfig = {
        OnCalendar = schedule;
        Persistent = true;
        RandomizedDelaySec = "5m";
      };
    };
  };

  /**
    A target that starts and stops services together.

    # Type

    ```
    mkTarget :: String -> [String] -> Module
    ```

    # Arguments

    `name`
    : of the target, without `.target`

    `services`
    : names of services, without `.service`

    # Example

    ```nix
    (mkTarget "atproto" [ "pds" ]).systemd.services.pds.partOf
    => [ "atproto.target" ]
    ```
  */
  mkTarget = name: services: {
    systemd.targets.${name} = {
      description = "Services of ${name}";
      wantedBy = [ "multi-user.target" ];
      wants = map (service: "${service}.service") services;
    };
    systemd.services = lib.genAttrs services (_: {
      partOf = [ "${name}.target" ];
    });
  };

  /**
    A system user in groups of others.

    # Type

    ```
    mkSystemUser :: { user :: String, group :: String, extraGroups :: [String] } -> Module
    ```

    # Arguments

    `user`, `group`
    : names; both are created

    `extraGroups`
    : groups that exist already

    # Example

    ```nix
    (mkSystemUser { user = "knot"; group = "knot"; extraGroups = [ "git" ]; }).users.users.knot.extraGroups
    => [ "git" ]
    ```
  */
  mkSystemUser =
    {
      user,
      group,
      extraGroups ? [ ],
    }:
    lib.recursiveUpdate (serviceLib.mkUserConfig { inherit user group; }) {
      users.users.${user} = { inherit extraGroups; };
    };

  /**
    Directories made by systemd-tmpfiles.

    # Type

    ```
    mkTmpfiles :: String -> { <path> :: { user :: String, group :: String, mode :: String } } -> Module
    ```

    # Arguments

    `name`
    : of the rule file

    `directories`
    : owner and mode by absolute path

    # Example

    ```nix
    (mkTmpfiles "knot" { "/srv/git" = { user = "git"; group = "git"; mode = "0750"; }; })
      .systemd.tmpfiles.settings."10-knot"."/srv/git".d.mode
    => "0750"
    ```
  */
  mkTmpfiles = name: directories: {
    systemd.tmpfiles.settings."10-${name}" = lib.mapAttrs (_: directory: {
      d = directory;
    }) directories;
  };
}
