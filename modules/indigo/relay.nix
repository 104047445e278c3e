# The relay of indigo: one stream out of all servers it knows.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-relay;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.indigo-relay =
    serviceLib.mkServiceOptions {
      name = "indigo-relay";
      description = "the relay of indigo";
      package = pkgs.bluesky-indigo-relay or (pkgs.callPackage ../../pkgs/bluesky/indigo-relay.nix { });
      packageText = "pkgs.bluesky-indigo-relay";
      port = 2470;
      address = "127.0.0.1";
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/relay, as `RELAY_…`";
      secrets.optional = [
        "DATABASE_URL"
        "RELAY_ADMIN_PASSWORD"
      ];
    }
    // integration.nginxOptions
    // integration.metricsOptions 2471
    // integration.healthCheckOptions
    // integration.backupOptions
    // {
      hostname = lib.mkOption {
        type = lib.types.nullOr serviceLib.serviceTypes.hostName;
        default = null;
        example = "relay.example.com";
        description = "Domain name that the relay is reached under; `systemctl status` shows it.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      database.url = lib.mkOption {
        type = serviceLib.serviceTypes.mkStringType "SQLite or PostgreSQL address without a password" (
          value: builtins.match "(sqlite|postgres(ql)?)://([^:@[:space:]]+@)?[^@[:space:]]*" value != null
        );
        default = "sqlite://${cfg.dataDir}/relay.sqlite";
        defaultText = lib.literalExpression ''"sqlite://${config.services.indigo-relay.dataDir}/relay.sqlite"'';
        example = "postgresql:///indigo-relay?host=/run/postgresql";
        description = ''
          Database of hosts and accounts; one with a password belongs into `environmentFile`, as
          `DATABASE_URL`.
        '';
      };

      replayWindow = lib.mkOption {
        type = serviceLib.serviceTypes.goDuration;
        default = "72h";
        example = "24h";
        description = "How far back a consumer may start reading.";
      };

      requestCrawl = lib.mkOption {
        type = lib.types.bool;
        default = true;
        example = false;
        description = "Whether anybody may ask the relay to crawl a server.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        (serviceLib.distinctPorts {
          inherit (cfg) port;
          "metrics.port" = cfg.metrics.port;
        })
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Relay of indigo";
        unit.documentation = lib.optional (cfg.hostname != null) "https://${cfg.hostname}";
        command = [
          (lib.getExe cfg.package)
          "serve"
        ];
        ports = [ cfg.port ];
        environment = {
          DATABASE_URL = cfg.database.url;
          RELAY_API_BIND = serviceLib.endpoint cfg.address cfg.port;
          RELAY_DISABLE_REQUEST_CRAWL = !cfg.requestCrawl;
          RELAY_LOG_LEVEL = cfg.logLevel;
          RELAY_METRICS_LISTEN =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
          RELAY_PERSIST_DIR = "${cfg.dataDir}/persist";
          RELAY_PLC_HOST = cfg.plc;
          RELAY_REPLAY_WINDOW = cfg.replayWindow;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
      (integration.mkHealthCheck cfg {
        inherit (pkgs) curl;
        url = "http://127.0.0.1:${toString cfg.port}/xrpc/_health";
      })
      (integration.mkBackupIntegration cfg)
    ]
  );
}
