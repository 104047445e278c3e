# One backup for the state of several services.
{ config, lib, ... }:

let
  cfg = config.services.atproto-backup;
  inherit (import ../../lib/service-common.nix { inherit lib; }) serviceTypes;
in
{
  options.services.atproto-backup = {
    enable = lib.mkEnableOption "one backup of the state of several services, with restic";

    paths = lib.mkOption {
      type = lib.types.nonEmptyListOf serviceTypes.statePath;
      example = [ "/var/lib/bsky-pds" ];
      description = "Directories to back up.";
    };

    repository = lib.mkOption {
      type = lib.types.nonEmptyStr;
      example = "sftp:backup@example.com:/srv/restic";
      description = "restic repository that the backups go to; it is made where it is missing.";
    };

    passwordFile = lib.mkOption {
      type = serviceTypes.secretPath;
      example = "/run/secrets/restic";
      description = "File with the password of the repository.";
    };

    schedule = lib.mkOption {
      type = serviceTypes.calendarEvent;
      default = "daily";
      example = "*-*-* 03:00:00";
      description = "When to back up, as a calendar event of systemd.time(7).";
    };

    keep = lib.mkOption {
      type = lib.types.listOf (lib.types.strMatching "--keep-[a-z]+ [0-9a-z]+");
      default = [
        "--keep-daily 7"
        "--keep-weekly 5"
        "--keep-monthly 12"
      ];
      example = [ "--keep-last 3" ];
      description = "Which backups are kept, as `restic forget` takes it.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.restic.backups.atproto = {
      initialize = true;
      inherit (cfg) paths repository passwordFile;
      pruneOpts = cfg.keep;
      timerConfig = {
        OnCalendar = cfg.schedule;
        Persistent = true;
      };
    };
  };
}
