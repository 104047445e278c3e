# Asks addresses on a schedule whether they answer well, and fails visibly where one does not.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.atproto-health;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.atproto-health =
    serviceLib.mkServiceOptions {
      name = "atproto-health";
      description = "health checks of services";
      package = pkgs.curl;
      packageText = "pkgs.curl";
      state = false;
    }
    // {
      urls = lib.mkOption {
        type = lib.types.nonEmptyListOf serviceLib.serviceTypes.httpUrl;
        example = [ "https://pds.example.com/xrpc/_health" ];
        description = "Addresses to ask; an answer with status 400 or above is a failure.";
      };

      schedule = lib.mkOption {
        type = serviceLib.serviceTypes.calendarEvent;
        default = "*:0/5";
        example = "hourly";
        description = "When to ask, as a calendar event of systemd.time(7).";
      };

      timeout = lib.mkOption {
        type = lib.types.ints.between 1 600;
        default = 10;
        example = 60;
        description = "Seconds that an answer may take.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkUserConfig cfg)

      (integration.mkOneshot cfg {
        name = "atproto-health";
        description = "Health checks";
        command = [
          (lib.getExe cfg.package)
          "--fail"
          "--silent"
          "--show-error"
          "--max-time"
          cfg.timeout
        ]
        ++ lib.concatMap (url: [
          "--output"
          "/dev/null"
          url
        ]) cfg.urls;
      })

      (integration.mkTimer "atproto-health" cfg.schedule)
    ]
  );
}
