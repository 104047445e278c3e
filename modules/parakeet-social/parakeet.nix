# Parakeet: an AppView of three units, which share a user and its state. The server answers, the consumer follows
# a relay, the index keeps the counts.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.parakeet;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  indexAddress = "127.0.0.1:${toString cfg.index.port}";

  mkUnit =
    name: environment: unit:
    serviceLib.mkSystemdService (cfg // { serviceName = name; }) (
      {
        runtime = "rust";
        command = [ (lib.getExe' cfg.package name) ];
        environment = {
          ${environment.database} = integration.databaseUrl cfg;
        }
        // removeAttrs environment [ "database" ];
        after = [ "postgresql.target" ];
      }
      // unit
    );

  directoriesOf = name: serviceLib.mkDirectoryConfig (cfg // { serviceName = name; }) [ ];
in
{
  options.services.parakeet =
    serviceLib.mkServiceOptions {
      name = "parakeet";
      description = "Parakeet, an AppView";
      package =
        pkgs.parakeet-social-parakeet or (pkgs.callPackage ../../pkgs/parakeet-social/parakeet.nix { });
      packageText = "pkgs.parakeet-social-parakeet";
      port = 3200;
      address = "127.0.0.1";
      runtime = "rust";
      settings = "https://tangled.org/parakeet.at/parakeet, for all three units: `PK_…`, `PKC_…`, `PKI_…`";
    }
    // integration.nginxOptions
    // integration.backupOptions
    // {
      serviceDid = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:web:appview.example.com";
        description = "DID of the AppView.";
      };

      publicUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://appview.example.com";
        description = "Address that others reach the AppView under.";
      };

      publicKey = lib.mkOption {
        type = lib.types.strMatching "z[1-9A-HJ-NP-Za-km-z]+";
        example = "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";
        description = "Public key of the AppView, in Multibase.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      database.name = lib.mkOption {
        type = serviceLib.serviceTypes.databaseName;
        default = "parakeet";
        example = "atproto";
        description = "Name of the local database. PostgreSQL gives it to the role of the same name, the service's user.";
      };

      consumer = {
        relay = lib.mkOption {
          type = serviceLib.serviceTypes.webSocketUrl;
          default = "wss://bsky.network/xrpc/com.atproto.sync.subscribeRepos";
          example = "ws://127.0.0.1:2470/xrpc/com.atproto.sync.subscribeRepos";
          description = "Stream of events to follow, with its path.";
        };

        workers = lib.mkOption {
          type = lib.types.ints.positive;
          default = 4;
          example = 16;
          description = "How many events are worked on at once.";
        };
      };

      index.port = lib.mkOption {
        type = serviceLib.serviceTypes.port;
        default = 6001;
        example = 6002;
        description = "Port on this machine that the index answers the other two on.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        (serviceLib.distinctPorts {
          inherit (cfg) port;
          "index.port" = cfg.index.port;
        })
        {
          option = "database.name";
          assertion = cfg.database.name == cfg.user;
          message = "must be the same as user (${cfg.user}), to whom the database belongs: rename one";
        }
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])
      (directoriesOf "parakeet-index")
      (directoriesOf "parakeet-consumer")

      (mkUnit "parakeet"
        {
          database = "PK_DATABASE_URL";
          PK_INDEX_URI = indexAddress;
          PK_MIGRATE = true;
          PK_PLC_DIRECTORY = cfg.plc;
          PK_SERVER__BIND_ADDRESS = cfg.address;
          PK_SERVER__PORT = cfg.port;
          PK_SERVICE__DID = cfg.serviceDid;
          PK_SERVICE__ENDPOINT = cfg.publicUrl;
          PK_SERVICE__PUBLIC_KEY = cfg.publicKey;
        }
        {
          description = "Parakeet";
          ports = [ cfg.port ];
          after = [
            "postgresql.target"
            "parakeet-index.service"
          ];
        }
      )

      (mkUnit "parakeet-index" {
        database = "PKI_DATABASE_URL";
        PKI_INDEX_DB_PATH = "${cfg.dataDir}/index";
        PKI_SERVER__BIND_ADDRESS = "127.0.0.1";
        PKI_SERVER__PORT = cfg.index.port;
      } { description = "Index of Parakeet"; })

      (mkUnit "parakeet-consumer"
        {
          database = "PKC_DATABASE__URL";
          PKC_INDEXER__INDEXER_WORKERS = cfg.consumer.workers;
          PKC_INDEXER__RELAY_SOURCE = cfg.consumer.relay;
          PKC_INDEX_URI = indexAddress;
          PKC_PLC_DIRECTORY = cfg.plc;
          PKC_RESUME_PATH = "${cfg.dataDir}/cursor.json";
        }
        {
          description = "Consumer of Parakeet";
          after = [
            "postgresql.target"
            "parakeet.service"
            "parakeet-index.service"
          ];
        }
      )

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkDatabaseIntegration (
        cfg
        // {
          database = cfg.database // {
            createLocally = true;
          };
        }
      ) null)
      (integration.mkRedisIntegration (cfg // { redis.createLocally = true; }) "PK_REDIS_URI")
      {
        systemd.services.parakeet-consumer = {
          requires = [ "redis-parakeet.service" ];
          after = [ "redis-parakeet.service" ];
          environment.PKC_REDIS_URI = lib.mkDefault (integration.redisUrl cfg);
        };
      }
      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkBackupIntegration cfg)
    ]
  );
}
