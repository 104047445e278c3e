/**
  What the nine Microcosm services share: where their events come from, how they are told where to listen, logs
  and metrics that belong together, health checks, the order they start in, and the one database among them.

  # Type

  ```
  { lib, ... } -> AttrSet
  ```

  # Arguments

  `lib`
  : nixpkgs' `lib`; any other argument is ignored

  # Example

  ```nix
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
  ```
*/
{ lib, ... }:

let
  serviceLib = import ./service-common.nix { inherit lib; };
  integration = import ./nixos-integration.nix { inherit lib; };

  optional = wanted: options: lib.optionalAttrs wanted options;
in
rec {
  inherit (serviceLib)
    mkUserConfig
    mkDirectoryConfig
    mkFirewallConfig
    distinctPorts
    endpoint
    escapeExecArgs
    serviceTypes
    ;
  inherit (integration) mkLoggingIntegration;

  /**
    The options of a Microcosm service: those of `mkServiceOptions`, and the shared ones it has.

    # Type

    ```
    mkMicrocosmServiceOptions :: AttrSet -> { <option> :: Option }
    ```

    # Arguments

    `name`
    : with or without `microcosm-` before it; the option set is `services.microcosm-<name>`

    `description`, `package`, and the other arguments of `mkServiceOptions`
    : as there; the runtime is Rust

    `jetstream`
    : whether it reads a Jetstream; then there is `jetstream`

    `metricsPort`
    : default port of its metrics, or null; then there is `metrics`

    # Example

    ```nix
    (mkMicrocosmServiceOptions { name = "ufos"; description = "UFOs"; package = { }; port = 9990; }).user.default
    => "microcosm-ufos"
    ```
  */
  mkMicrocosmServiceOptions =
    {
      name,
      description,
      package,
      state ? true,
      port ? null,
      address ? null,
      logLevels ? serviceLib.runtimes.rust.logLevels,
      settings ? null,
      arguments ? null,
      secrets ? null,
      jetstream ? false,
      metricsPort ? null,
    }:
    serviceLib.mkServiceOptions {
      name = "microcosm-${lib.removePrefix "microcosm-" name}";
      runtime = "rust";
      inherit
        description
        package
        state
        port
        address
        logLevels
        settings
        arguments
        secrets
        ;
    }
    // integration.nginxOptions
    // integration.journalOptions
    // integration.healthCheckOptions
    // optional (metricsPort != null) (integration.metricsOptions metricsPort)
    // optional jetstream {
      jetstream = lib.mkOption {
        type = lib.types.either serviceLib.serviceTypes.webSocketUrl (
          lib.types.enum [
            "us-east-1"
            "us-east-2"
            "us-west-1"
            "us-west-2"
          ]
        );
        default = "us-east-1";
        example = "wss://jetstream.example.com/subscribe";
        description = "Jetstream that the events come from: an address, or the short name of a public one.";
      };
    }
    // {
      startAfter = lib.mkOption {
        type = lib.types.listOf (lib.types.strMatching "[A-Za-z0-9@_.-]+\\.(service|target)");
        default = [ ];
        example = [ "jetstream.service" ];
        description = "Units on this machine that the service starts after and cannot do without.";
      };
    };

  /**
    The environment variables that most of them read, after their own prefix.

    # Type

    ```
    mkMicrocosmEnvironment :: Cfg -> String -> AttrSet
    ```

    # Arguments

    `cfg`
    : as `mkMicrocosmServiceOptions` declares it

    `prefix`
    : of the variables, without the underscore

    # Example

    ```nix
    mkMicrocosmEnvironment { port = 9990; address = "127.0.0.1"; jetstream = "us-east-1"; } "UFOS"
    => { UFOS_BIND = "127.0.0.1:9990"; UFOS_JETSTREAM = "us-east-1"; }
    ```
  */
  mkMicrocosmEnvironment =
    cfg: prefix:
    lib.mapAttrs' (name: lib.nameValuePair "${prefix}_${name}") (
      {
        BIND = serviceLib.endpoint cfg.address cfg.port;
      }
      // optional (cfg ? jetstream) { JETSTREAM = cfg.jetstream; }
      // optional (cfg.metrics.enable or false) {
        COLLECT_METRICS = true;
        BIND_METRICS = serviceLib.endpoint "127.0.0.1" cfg.metrics.port;
      }
    );

  /**
    The unit of a Microcosm service, started after the units it was told to wait for.

    # Type

    ```
    mkSystemdService :: Cfg -> AttrSet -> Module
    ```

    # Arguments

    `cfg`
    : as `mkMicrocosmServiceOptions` declares it

    `unit`
    : as for `mkSystemdService` of service-common

    # Example

    ```nix
    (mkSystemdService { serviceName = "microcosm-ufos"; user = "u"; group = "u"; startAfter = [ "jetstream.service" ]; } { command = [ "/bin/ufos" ]; })
      .systemd.services
    => { microcosm-ufos = …; }
    ```
  */
  mkSystemdService =
    cfg:
    {
      after ? [ ],
      command ? null,
      description ? cfg.serviceName,
      environment ? { },
      ports ? lib.optional (cfg ? port) cfg.port,
      serviceConfig ? { },
      ...
    }@unit:
    serviceLib.mkSystemdService cfg (
      {
        runtime = "rust";
        inherit
          command
          description
          environment
          ports
          serviceConfig
          ;
      }
      // unit
      // {
        after = after ++ cfg.startAfter;
      }
    );

  /**
    The assertions of a Microcosm service: its own, and that service and metrics have ports of their own.

    # Type

    ```
    mkConfigValidation :: Cfg -> [Rule] -> Module
    ```

    # Arguments

    `cfg`
    : as `mkMicrocosmServiceOptions` declares it

    `rules`
    : as `mkValidation` of service-common takes them

    # Example

    ```nix
    (lib.head (mkConfigValidation { serviceName = "microcosm-ufos"; port = 1; metrics.port = 1; } [ ]).assertions).assertion
    => false
    ```
  */
  mkConfigValidation =
    cfg: rules:
    serviceLib.mkConfigValidation cfg (
      lib.optional (cfg ? port && cfg ? metrics.port) (
        serviceLib.distinctPorts {
          inherit (cfg) port;
          "metrics.port" = cfg.metrics.port;
        }
      )
      ++ rules
    );

  /**
    Everything that can be switched on beside a Microcosm service: virtual host, metrics, journal, health check.

    # Type

    ```
    mkIntegrations :: Cfg -> { curl :: Package, port :: Int, path :: String } -> Module
    ```

    # Arguments

    `cfg`
    : as `mkMicrocosmServiceOptions` declares it

    `curl`
    : the package of curl

    `port`
    : that it listens on; `cfg.port` unless given

    `path`
    : that answers well when the service is

    # Example

    ```nix
    mkIntegrations cfg { inherit (pkgs) curl; path = "/meta"; }
    ```
  */
  mkIntegrations =
    cfg:
    {
      curl,
      port ? cfg.port,
      path ? "/",
    }:
    lib.mkMerge [
      (integration.mkNginxIntegration cfg port)
      (integration.mkLoggingIntegration cfg)
      (integration.mkHealthCheck cfg {
        inherit curl;
        url = "http://127.0.0.1:${toString port}${path}";
      })
      (lib.mkIf (cfg ? metrics) (integration.mkMetricsIntegration cfg cfg.metrics.port))
    ];

  /**
    The option `database.url`: a PostgreSQL database that a service shares with another one.

    # Type

    ```
    sharedDatabaseOptions :: { database :: … }
    ```

    # Example

    ```nix
    sharedDatabaseOptions.database.url.default
    => null
    ```
  */
  sharedDatabaseOptions = {
    database.url = lib.mkOption {
      type = lib.types.nullOr (
        serviceLib.serviceTypes.mkStringType "PostgreSQL address without a password" (
          value: builtins.match "postgres(ql)?://([^:@/[:space:]]+@)?[^@[:space:]]*" value != null
        )
      );
      default = null;
      example = "postgresql:///atproto-plc?host=/run/postgresql&user=atproto-plc";
      description = ''
        PostgreSQL database to share; null where `environmentFile` has the address, as one with a password must,
        or where there is none.
      '';
    };
  };

  /**
    Tells a service where the database is that it shares, and starts it after a PostgreSQL on this machine.

    # Type

    ```
    mkSharedDatabase :: Cfg -> String -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName` and `database.url`

    `variable`
    : environment variable that takes the address

    # Example

    ```nix
    (mkSharedDatabase { serviceName = "allegedly"; database.url = "postgresql:///plc?host=/run/postgresql"; } "ALLEGEDLY_WRAP_PG")
      .content.systemd.services.allegedly.after
    => [ "postgresql.target" ]
    ```
  */
  mkSharedDatabase =
    cfg: variable:
    lib.mkIf (cfg.database.url != null) {
      systemd.services.${cfg.serviceName} = {
        after = lib.optional (lib.hasInfix "/run/postgresql" cfg.database.url) "postgresql.target";
        environment.${variable} = lib.replaceStrings [ "%" ] [ "%%" ] cfg.database.url;
      };
    };
}
