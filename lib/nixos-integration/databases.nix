# PostgreSQL and Redis: on this machine by socket, without passwords; or elsewhere.
{ lib, serviceLib }:

rec {
  /**
    The options `database.createLocally` and `database.name`.

    # Type

    ```
    databaseOptions :: String -> { database :: … }
    ```

    # Arguments

    `name`
    : default name of the database; the same as the user's, as ownership goes by it

    # Example

    ```nix
    (databaseOptions "ozone").database.name.default
    => "ozone"
    ```
  */
  databaseOptions = name: {
    database = {
      createLocally = lib.mkOption {
        type = lib.types.bool;
        default = true;
        example = false;
        description = ''
          Whether to run PostgreSQL on this machine, with a database and a role for the service, which then
          connects by socket and needs no password. Off: the address stands in `environmentFile`.
        '';
      };

      name = lib.mkOption {
        type = serviceLib.serviceTypes.databaseName;
        default = name;
        example = "atproto";
        description = "Name of the local database. PostgreSQL gives it to the role of the same name, the service's user.";
      };
    };
  };

  /**
    Address of the local database, as libpq, pgx, sqlx and node-postgres read it.

    # Type

    ```
    databaseUrl :: Cfg -> String
    ```

    # Arguments

    `cfg`
    : has `user` and `database.name`

    # Example

    ```nix
    databaseUrl { user = "ozone"; database.name = "ozone"; }
    => "postgresql:///ozone?host=/run/postgresql&user=ozone"
    ```
  */
  databaseUrl = cfg: "postgresql:///${cfg.database.name}?host=/run/postgresql&user=${cfg.user}";

  /**
    The rule that a local database belongs to the service's user.

    # Type

    ```
    databaseNameRule :: Cfg -> Rule
    ```

    # Arguments

    `cfg`
    : has `user` and `database`

    # Example

    ```nix
    (databaseNameRule { user = "a"; database = { createLocally = true; name = "b"; }; }).assertion
    => false
    ```
  */
  databaseNameRule = cfg: {
    option = "database.name";
    assertion = cfg.database.createLocally -> cfg.database.name == cfg.user;
    message = "must be the same as user (${cfg.user}) for a local database: rename one, or turn database.createLocally off";
  };

  /**
    Rules for a database: a local one belongs to the service's user, and one elsewhere has an address. For a service
    that has secrets anyhow, `databaseNameRule` is all that can be checked.

    # Type

    ```
    databaseRules :: Cfg -> String -> [Rule]
    ```

    # Arguments

    `cfg`
    : has `user`, `database`, and `environmentFile`, which may be null

    `variable`
    : environment variable that holds the address

    # Example

    ```nix
    map (rule: rule.assertion) (databaseRules { user = "a"; database = { createLocally = true; name = "b"; }; environmentFile = null; } "DATABASE_URL")
    => [ false true ]
    ```
  */
  databaseRules = cfg: variable: [
    (databaseNameRule cfg)
    {
      option = "environmentFile";
      assertion = cfg.database.createLocally || cfg.environmentFile != null;
      message = "must set ${variable} when database.createLocally is off: name a file that does";
    }
  ];

  /**
    Runs PostgreSQL with a database for the service, starts it first, and tells the service where it is.

    # Type

    ```
    mkDatabaseIntegration :: Cfg -> String | Null -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `user`, `database`

    `variable`
    : environment variable that takes the address; null where the program takes none

    # Example

    ```nix
    (mkDatabaseIntegration { serviceName = "ozone"; user = "ozone"; database = { createLocally = true; name = "ozone"; }; } "OZONE_DB_POSTGRES_URL")
      .content.services.postgresql.ensureDatabases
    => [ "ozone" ]
    ```
  */
  mkDatabaseIntegration =
    cfg: variable:
    lib.mkIf cfg.database.createLocally {
      services.postgresql = {
        enable = true;
        ensureDatabases = [ cfg.database.name ];
        ensureUsers = [
          {
            name = cfg.user;
            ensureDBOwnership = true;
          }
        ];
      };

      systemd.services.${cfg.serviceName} = {
        requires = [ "postgresql.target" ];
        after = [ "postgresql.target" ];
        environment = lib.optionalAttrs (variable != null) {
          ${variable} = lib.mkDefault (databaseUrl cfg);
        };
      };
    };

  /**
    The option `redis.createLocally`.

    # Type

    ```
    redisOptions :: { redis :: … }
    ```

    # Example

    ```nix
    redisOptions.redis.createLocally.default
    => true
    ```
  */
  redisOptions = {
    redis.createLocally = lib.mkOption {
      type = lib.types.bool;
      default = true;
      example = false;
      description = ''
        Whether to run a Redis server of the service's own on this machine, reached by socket. Off: the address
        stands in `settings` or `environmentFile`.
      '';
    };
  };

  /**
    Address of the local Redis server.

    # Type

    ```
    redisUrl :: Cfg -> String
    ```

    # Arguments

    `cfg`
    : has `serviceName`

    # Example

    ```nix
    redisUrl { serviceName = "hepa"; }
    => "unix:///run/redis-hepa/redis.sock"
    ```
  */
  redisUrl = cfg: "unix:///run/redis-${cfg.serviceName}/redis.sock";

  /**
    Runs a Redis server for the service, as its user, without a network port, and tells the service where it is.

    # Type

    ```
    mkRedisIntegration :: Cfg -> String -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `user`, `group`, `redis`

    `variable`
    : environment variable that takes the address

    # Example

    ```nix
    (mkRedisIntegration { serviceName = "hepa"; user = "hepa"; group = "hepa"; redis.createLocally = true; } "REDIS_URL")
      .content.services.redis.servers.hepa.port
    => 0
    ```
  */
  mkRedisIntegration =
    cfg: variable:
    lib.mkIf cfg.redis.createLocally {
      services.redis.servers.${cfg.serviceName} = {
        enable = true;
        inherit (cfg) user group;
        port = 0;
      };

      systemd.services.${cfg.serviceName} = {
        requires = [ "redis-${cfg.serviceName}.service" ];
        after = [ "redis-${cfg.serviceName}.service" ];
        environment.${variable} = lib.mkDefault (redisUrl cfg);
      };
    };
}
