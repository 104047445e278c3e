# Cocoon: a personal data server in Go.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.cocoon;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.cocoon =
    serviceLib.mkServiceOptions {
      name = "cocoon";
      description = "Cocoon, a personal data server";
      package = pkgs.hailey-at-cocoon or (pkgs.callPackage ../../pkgs/hailey-at/cocoon.nix { });
      packageText = "pkgs.hailey-at-cocoon";
      port = 8080;
      address = "127.0.0.1";
      settings = "https://github.com/haileyok/cocoon, as `COCOON_…`";
      secrets = {
        required = [
          "COCOON_ADMIN_PASSWORD"
          "COCOON_SESSION_SECRET"
        ];
        optional = [
          "COCOON_S3_ACCESS_KEY"
          "COCOON_S3_SECRET_KEY"
          "COCOON_SMTP_PASS"
        ];
      };
    }
    // integration.nginxOptions
    // integration.healthCheckOptions
    // integration.backupOptions
    // integration.credentialOptions {
      jwk = "the private key of the server, as a JSON Web Key";
      rotation-key = "the key that rotates identities";
    }
    // {
      hostname = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "pds.example.com";
        description = "Domain name that the server is reached under.";
      };

      contactEmail = lib.mkOption {
        type = lib.types.strMatching "[^@[:space:]]+@[^@[:space:]]+";
        example = "admin@example.com";
        description = "Address that people can write to.";
      };

      relays = lib.mkOption {
        type = lib.types.listOf serviceLib.serviceTypes.httpUrl;
        default = [ "https://bsky.network" ];
        example = [ "https://relay.example.com" ];
        description = "Relays that are asked to crawl the server.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Cocoon";
        command = [
          (lib.getExe cfg.package)
          "run"
        ];
        ports = [ cfg.port ];
        environment = {
          COCOON_ADDR = serviceLib.endpoint cfg.address cfg.port;
          COCOON_CONTACT_EMAIL = cfg.contactEmail;
          COCOON_DB_NAME = "${cfg.dataDir}/cocoon.db";
          COCOON_DID = "did:web:${cfg.hostname}";
          COCOON_HOSTNAME = cfg.hostname;
          COCOON_RELAYS = lib.concatStringsSep "," cfg.relays;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkHealthCheck cfg {
        inherit (pkgs) curl;
        url = "http://127.0.0.1:${toString cfg.port}/xrpc/_health";
      })
      (integration.mkBackupIntegration cfg)
      (integration.mkSecretsIntegration cfg {
        COCOON_JWK_PATH = "jwk";
        COCOON_ROTATION_KEY_PATH = "rotation-key";
      })
    ]
  );
}
