# Beemo: tells a Slack channel of moderation reports.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.indigo-beemo;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.indigo-beemo =
    serviceLib.mkServiceOptions {
      name = "indigo-beemo";
      description = "Beemo, which tells Slack of moderation reports";
      package = pkgs.bluesky-indigo-beemo or (pkgs.callPackage ../../pkgs/bluesky/indigo-beemo.nix { });
      packageText = "pkgs.bluesky-indigo-beemo";
      state = false;
      logLevels = [
        "debug"
        "info"
        "warn"
        "error"
      ];
      settings = "https://github.com/bluesky-social/indigo/tree/main/cmd/beemo, as `BEEMO_…`";
      secrets.required = [
        "ATP_AUTH_ADMIN_PASSWORD"
        "ATP_AUTH_HANDLE"
        "ATP_AUTH_PASSWORD"
        "SLACK_WEBHOOK_URL"
      ];
    }
    // {
      pds = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://pds.example.com";
        description = "Server of the account that it signs in with.";
      };

      admin = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://ozone.example.com";
        description = "Address of the moderators' interface, for links.";
      };

      pollSeconds = lib.mkOption {
        type = lib.types.ints.positive;
        default = 30;
        example = 300;
        description = "Seconds between two looks.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Beemo";
        command = [
          (lib.getExe cfg.package)
          "notify-reports"
        ];
        environment = {
          ATP_ADMIN_HOST = cfg.admin;
          ATP_PDS_HOST = cfg.pds;
          BEEMO_LOG_LEVEL = cfg.logLevel;
          POLL_PERIOD = cfg.pollSeconds;
        };
      })
    ]
  );
}
