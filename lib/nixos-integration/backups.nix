# Backups of a service's state with restic.
{ lib, serviceLib }:

{
  /**
    The options `backup.enable`, `backup.repository`, `backup.passwordFile`, `backup.schedule`.

    # Type

    ```
    backupOptions :: { backup :: … }
    ```

    # Example

    ```nix
    lib.attrNames backupOptions.backup
    => [ "enable" "passwordFile" "repository" "schedule" ]
    ```
  */
  backupOptions = {
    backup = {
      enable = lib.mkEnableOption "backups of `dataDir` with restic";

      repository = lib.mkOption {
        type = lib.types.nullOr lib.types.nonEmptyStr;
        default = null;
        example = "sftp:backup@backup.example.com:/srv/restic";
        description = "restic repository that the backups go to; it is made where it is missing.";
      };

      passwordFile = lib.mkOption {
        type = lib.types.nullOr serviceLib.serviceTypes.secretPath;
        default = null;
        example = "/run/secrets/restic";
        description = "File with the password of the repository.";
      };

      schedule = lib.mkOption {
        type = serviceLib.serviceTypes.calendarEvent;
        default = "daily";
        example = "*-*-* 03:00:00";
        description = "When to back up, as a calendar event of systemd.time(7).";
      };
    };
  };

  /**
    A restic backup of the service's state.

    # Type

    ```
    mkBackupIntegration :: Cfg -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`, `dataDir`, `backup`

    # Example

    ```nix
    (mkBackupIntegration { serviceName = "pds"; dataDir = "/var/lib/pds"; backup = { enable = true; repository = "/srv/restic"; passwordFile = "/run/secrets/restic"; schedule = "daily"; }; })
      .content.services.restic.backups.pds.paths
    => [ "/var/lib/pds" ]
    ```
  */
  mkBackupIntegration =
    cfg:
    lib.mkIf cfg.backup.enable {
      assertions = map (serviceLib.mkValidation cfg.serviceName) [
        {
          option = "backup.repository";
          assertion = cfg.backup.repository != null;
          message = "must be set when backup.enable is on: name a restic repository";
        }
        {
          option = "backup.passwordFile";
          assertion = cfg.backup.passwordFile != null;
          message = "must be set when backup.enable is on: name a file with the repository's password";
        }
      ];

      services.restic.backups.${cfg.serviceName} = {
        initialize = true;
        paths = [ cfg.dataDir ];
        timerConfig = {
          OnCalendar = cfg.backup.schedule;
          Persistent = true;
        };
        inherit (cfg.backup) repository passwordFile;
      };
    };
}
