/**
  Bridges from a service to the rest of NixOS: PostgreSQL, Redis, nginx and ACME, Prometheus, the journal,
  secrets, backups, and helpers for units, users and directories.

  An integration comes in two halves: `…Options`, to be added to the service's options, and
  `mk…Integration cfg …`, a module that does nothing while it is off.

  # Type

  ```
  { lib, ... } -> AttrSet
  ```

  # Arguments

  `lib`
  : nixpkgs' `lib`; any other argument is ignored

  # Example

  ```nix
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
  ```
*/
{ lib, ... }:

let
  serviceLib = import ./service-common.nix { inherit lib; };
  units = import ./nixos-integration/units.nix { inherit lib serviceLib; };
  secrets = import ./nixos-integration/secrets.nix { inherit lib serviceLib; };
  databases = import ./nixos-integration/databases.nix { inherit lib serviceLib; };
  web = import ./nixos-integration/web.nix { inherit lib serviceLib; };
  observation = import ./nixos-integration/observation.nix { inherit lib serviceLib units; };
  backups = import ./nixos-integration/backups.nix { inherit lib serviceLib; };
in
{
  inherit (units)
    mkOneshot
    mkTimer
    mkTarget
    mkSystemUser
    mkTmpfiles
    ;
  inherit (secrets) credentialOptions mkSecretsIntegration;
  inherit (databases)
    databaseOptions
    databaseUrl
    databaseNameRule
    databaseRules
    mkDatabaseIntegration
    redisOptions
    redisUrl
    mkRedisIntegration
    ;
  inherit (web)
    nginxOptions
    mkNginxIntegration
    staticSiteOptions
    mkStaticSite
    mkWorkerConfig
    ;
  inherit (observation)
    metricsOptions
    mkMetricsIntegration
    journalOptions
    mkLoggingIntegration
    healthCheckOptions
    mkHealthCheck
    ;
  inherit (backups) backupOptions mkBackupIntegration;
}
