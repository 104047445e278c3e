# Seeing how a service does: metrics, journal, health.
{
  lib,
  serviceLib,
  units,
}:

{
  /**
    The options `metrics.enable` and, where the program serves them on a port of their own, `metrics.port`.

    # Type

    ```
    metricsOptions :: Int | Null -> { metrics :: … }
    ```

    # Arguments

    `port`
    : default port of the metrics; null where they are served on the service's own

    # Example

    ```nix
    (metricsOptions 8765).metrics.port.default
    => 8765
    ```
  */
  metricsOptions = port: {
    metrics = {
      enable = lib.mkEnableOption "metrics, and a job for them in this machine's Prometheus configuration";
    }
    // lib.optionalAttrs (port != null) {
      port = lib.mkOption {
        type = serviceLib.serviceTypes.port;
        default = port;
        example = port + 1;
        description = "TCP port that the metrics are served on, when `metrics.enable` is on.";
      };
    };
  };

  /**
    A job that has Prometheus on this machine read the service's metrics.

    # Type

    ```
    mkMetricsIntegration :: Cfg -> Int -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName` and `metrics.enable`

    `port`
    : that the metrics are served on

    # Example

    ```nix
    (lib.head (mkMetricsIntegration { serviceName = "ufos"; metrics.enable = true; } 8765).content.services.prometheus.scrapeConfigs).job_name
    => "ufos"
    ```
  */
  mkMetricsIntegration =
    cfg: port:
    lib.mkIf cfg.metrics.enable {
      services.prometheus.scrapeConfigs = [
        {
          job_name = cfg.serviceName;
          static_configs = [ { targets = [ "127.0.0.1:${toString port}" ]; } ];
        }
      ];
    };

  /**
    The option `logging.namespace`.

    # Type

    ```
    journalOptions :: { logging :: … }
    ```

    # Example

    ```nix
    journalOptions.logging.namespace.default
    => null
    ```
  */
  journalOptions = {
    logging.namespace = lib.mkOption {
      type = lib.types.nullOr (lib.types.strMatching "[a-z0-9-]+");
      default = null;
      example = "atproto";
      description = ''
        Journal namespace that the service logs to, with limits of its own, so that a chatty service does not
        push out the system's log. Read it with `journalctl --namespace=NAME`.
      '';
    };
  };

  /**
    Sends the log of the service to its journal namespace.

    # Type

    ```
    mkLoggingIntegration :: Cfg -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName` and `logging.namespace`

    # Example

    ```nix
    (mkLoggingIntegration { serviceName = "pds"; logging.namespace = "atproto"; })
      .content.systemd.services.pds.serviceConfig
    => { LogNamespace = "atproto"; }
    ```
  */
  mkLoggingIntegration =
    cfg:
    lib.mkIf (cfg.logging.namespace != null) {
      systemd.services.${cfg.serviceName}.serviceConfig.LogNamespace = cfg.logging.namespace;
    };

  /**
    The options `healthCheck.enable` and `healthCheck.schedule`.

    # Type

    ```
    healthCheckOptions :: { healthCheck :: … }
    ```

    # Example

    ```nix
    healthCheckOptions.healthCheck.schedule.default
    => "*:0/5"
    ```
  */
  healthCheckOptions = {
    healthCheck = {
      enable = lib.mkEnableOption "a timer that asks the service whether it is well, and fails visibly if not";

      schedule = lib.mkOption {
        type = serviceLib.serviceTypes.calendarEvent;
        default = "*:0/5";
        example = "hourly";
        description = "When to ask, as a calendar event of systemd.time(7).";
      };
    };
  };

  /**
    A timer and a hardened unit that fails when the service does not answer well on this machine.

    # Type

    ```
    mkHealthCheck :: Cfg -> { curl :: Package, url :: String } -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `user`, `group`, `healthCheck`

    `curl`
    : the package of curl

    `url`
    : to ask; an answer with status 400 or above is a failure

    # Example

    ```nix
    mkHealthCheck cfg { inherit (pkgs) curl; url = "http://127.0.0.1:3000/xrpc/_health"; }
    ```
  */
  mkHealthCheck =
    cfg:
    { curl, url }:
    let
      name = "${cfg.serviceName}-health";
    in
    lib.mkIf cfg.healthCheck.enable (
      lib.mkMerge [
        (units.mkOneshot
          {
            inherit (cfg) serviceName user group;
          }
          {
            inherit name;
            description = "Health of ${cfg.serviceName}";
            command = [
              (lib.getExe' curl "curl")
              "--fail"
              "--silent"
              "--show-error"
              "--max-time"
              "10"
              "--output"
              "/dev/null"
              url
            ];
            serviceConfig = {
              IPAddressAllow = "localhost";
              IPAddressDeny = "any";
            };
            unit.requisite = [ "${cfg.serviceName}.service" ];
            unit.after = [ "${cfg.serviceName}.service" ];
          }
        )
        (units.mkTimer name cfg.healthCheck.schedule)
      ]
    );
}
