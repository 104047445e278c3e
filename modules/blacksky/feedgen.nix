# rsky-feedgen: serves feeds out of PostgreSQL.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-feedgen;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.blacksky-feedgen =
    serviceLib.mkServiceOptions {
      name = "blacksky-feedgen";
      description = "rsky-feedgen, a feed generator";
      package = pkgs.blacksky-feedgen or (pkgs.callPackage ../../pkgs/blacksky/feedgen.nix { });
      state = false;
      port = 8000;
      address = "127.0.0.1";
      settings = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-feedgen, as `FEEDGEN_…`";
      secrets = {
        required = [ "RSKY_API_KEY" ];
        optional = [
          "DATABASE_URL"
          "READ_REPLICA_URL_1"
          "READ_REPLICA_URL_2"
        ];
      };
    }
    // integration.databaseOptions "blacksky-feedgen"
    // integration.nginxOptions
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "feeds.example.com";
        description = "Domain name that the feeds are reached under.";
      };

      serviceDid = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:web:feeds.example.com";
        description = "DID of the feed generator.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ (integration.databaseNameRule cfg) ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "rsky feed generator";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          FEEDGEN_HOSTNAME = cfg.hostname;
          FEEDGEN_SERVICE_DID = cfg.serviceDid;
          READ_REPLICA_URL_1 = if cfg.database.createLocally then integration.databaseUrl cfg else null;
          READ_REPLICA_URL_2 = if cfg.database.createLocally then integration.databaseUrl cfg else null;
          ROCKET_ADDRESS = cfg.address;
          ROCKET_PORT = cfg.port;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkDatabaseIntegration cfg "DATABASE_URL")
      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
