# systemd units, hardened and restarted the same way everywhere.
{
  lib,
  hardening,
  runtimes,
  identity,
}:

let
  toText = value: if builtins.isBool value then lib.boolToString value else toString value;

  # systemd expands specifiers such as %d in Environment=: a percent sign that is meant as one is doubled.
  toVariables =
    variables:
    lib.mapAttrs (_: value: lib.replaceStrings [ "%" ] [ "%%" ] (toText value)) (
      lib.filterAttrs (_: value: value != null) variables
    );

  privilegedPorts = lib.filter (port: port < 1024);

  portRelaxations =
    ports:
    lib.optional (privilegedPorts ports != [ ]) (
      hardening.allowPrivilegedPort "listens on port ${lib.concatMapStringsSep ", " toString (privilegedPorts ports)}"
    );
in
rec {
  /**
    Address and port in one, as most programs take it; an IPv6 address gets its brackets.

    # Type

    ```
    endpoint :: String -> Int -> String
    ```

    # Arguments

    `address`
    : an IP address

    `port`
    : a port

    # Example

    ```nix
    endpoint "::1" 3000
    => "[::1]:3000"
    ```
  */
  endpoint =
    address: port: "${if lib.hasInfix ":" address then "[${address}]" else address}:${toString port}";

  /**
    A command line for `ExecStart=`: every argument quoted, with nothing left that systemd would expand.

    # Type

    ```
    escapeExecArgs :: [String | Int | Path | Derivation] -> String
    ```

    # Arguments

    `arguments`
    : the program and its arguments

    # Example

    ```nix
    escapeExecArgs [ "serve" "--rate" "50%" "--price" "$5" ]
    => "\"serve\" \"--rate\" \"50%%\" \"--price\" \"$$5\""
    ```
  */
  escapeExecArgs = lib.concatMapStringsSep " " (
    argument:
    lib.replaceStrings
      [
        "%"
        "$"
      ]
      [
        "%%"
        "$$"
      ]
      (builtins.toJSON (toString argument))
  );

  /**
    A hardened unit. Hardening and restart policy have the priority of defaults: whoever sets a directive
    plainly, in the module or on the machine, wins.

    # Type

    ```
    mkSystemdService :: Cfg -> AttrSet -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `user`, `group`; of `package`, `settings`, `extraArgs`, `environmentFile`, `logLevel` what
      there is takes effect

    `unit`
    : `command`, the program and its arguments as a list, or `ExecStart`, a finished command line; and as needed
      `name` (where it is not the main unit), `description`, `runtime`, `environment` (values that `cfg.settings`
      may override), `ports` (for those below 1024), `relaxations`, `extraReadWritePaths`, `after` (units to wait
      for and to require), `serviceConfig`, `unit` (anything else of `systemd.services.<name>`)

    # Example

    ```nix
    lib.attrNames (mkSystemdService { serviceName = "pds"; user = "pds"; group = "pds"; } { command = [ "/bin/pds" ]; }).systemd.services
    => [ "pds" ]
    ```
  */
  mkSystemdService =
    cfg:
    {
      name ? identity.nameOf cfg,
      description ? name,
      command ? null,
      ExecStart ? escapeExecArgs (command ++ cfg.extraArgs or [ ]),
      runtime ? "go",
      environment ? { },
      ports ? [ ],
      relaxations ? [ ],
      extraReadWritePaths ? [ ],
      after ? [ ],
      serviceConfig ? { },
      unit ? { },
    }:
    let
      language = runtimes.runtimes.${runtime};
      relaxed = hardening.mergeRelaxations (language.relaxations ++ portRelaxations ports ++ relaxations);
      logging = lib.optionalAttrs (cfg ? logLevel && language.logVariable != null) {
        ${language.logVariable} = cfg.logLevel;
      };
      environmentFile = cfg.environmentFile or null;
    in
    {
      systemd.services.${name} = lib.mkMerge [
        hardening.standardRestartLimit
        {
          inherit description;
          wantedBy = [ "multi-user.target" ];
          wants = [ "network-online.target" ];
          requires = after;
          after = [ "network-online.target" ] ++ after;
          environment = toVariables (language.environment // logging // environment // cfg.settings or { });
          inherit (relaxed) unitConfig;
          serviceConfig = lib.mapAttrs (_: lib.mkDefault) (
            hardening.standardSecurityConfig // hardening.standardRestartConfig // relaxed.serviceConfig
          );
        }
        {
          serviceConfig = {
            User = cfg.user;
            Group = cfg.group;
            inherit ExecStart;
          }
          // lib.optionalAttrs (environmentFile != null) { EnvironmentFile = environmentFile; }
          // lib.optionalAttrs (extraReadWritePaths != [ ]) { ReadWritePaths = extraReadWritePaths; }
          // lib.optionalAttrs (cfg ? dataDir) { WorkingDirectory = lib.mkDefault cfg.dataDir; }
          // serviceConfig;
        }
        unit
      ];
    };

  /**
    All that a plain daemon needs, in one call: user, directories, unit, firewall.

    # Type

    ```
    mkService :: Cfg -> AttrSet -> Module
    ```

    # Arguments

    `cfg`
    : as `mkServiceOptions` declares it

    `unit`
    : as for `mkSystemdService`, and `extraDirs`, more directories to make

    # Example

    ```nix
    config = lib.mkIf cfg.enable (serviceLib.mkService cfg { command = [ (lib.getExe cfg.package) ]; });
    ```
  */
  mkService =
    cfg: unit:
    lib.mkMerge [
      (identity.mkUserConfig cfg)
      (identity.mkDirectoryConfig cfg (unit.extraDirs or [ ]))
      (mkSystemdService cfg (
        { ports = lib.optional (cfg ? port) cfg.port; } // removeAttrs unit [ "extraDirs" ]
      ))
      (lib.mkIf (cfg ? openFirewall) (identity.mkFirewallConfig cfg (lib.optional (cfg ? port) cfg.port)))
    ];
}
