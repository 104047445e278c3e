# Builds chosen packages on a schedule, so that what changed is in the store, or in a cache, before anybody asks.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.crane-daemon;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  nix = [
    (lib.getExe cfg.package)
    "--extra-experimental-features"
    "nix-command flakes"
  ];
in
{
  options.services.crane-daemon =
    serviceLib.mkServiceOptions {
      name = "crane-daemon";
      description = "builds of chosen packages on a schedule";
      package = pkgs.nix;
      packageText = "pkgs.nix";
      arguments = "`nix build --help`";
    }
    // {
      installables = lib.mkOption {
        type = lib.types.nonEmptyListOf (lib.types.strMatching "[^-[:space:]][^[:space:]]*");
        example = [ "github:example/nur#microcosm-spacedust" ];
        description = "What to build, as `nix build` takes it.";
      };

      schedule = lib.mkOption {
        type = serviceLib.serviceTypes.calendarEvent;
        default = "daily";
        example = "hourly";
        description = "When to build, as a calendar event of systemd.time(7).";
      };

      cache = lib.mkOption {
        type = lib.types.nullOr lib.types.nonEmptyStr;
        default = null;
        example = "ssh://cache.example.com";
        description = "Store that the results are copied to; null to keep them on this machine.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (integration.mkOneshot cfg {
        name = "crane-daemon";
        description = "Build of chosen packages";
        ExecStart = serviceLib.escapeExecArgs (
          nix
          ++ [ "build" ]
          ++ cfg.extraArgs
          ++ [
            "--out-link"
            "${cfg.dataDir}/result"
          ]
          ++ cfg.installables
        );
        environment.HOME = cfg.dataDir;
        serviceConfig = lib.optionalAttrs (cfg.cache != null) {
          ExecStartPost = serviceLib.escapeExecArgs (
            nix
            ++ [
              "copy"
              "--to"
              cfg.cache
            ]
            ++ cfg.installables
          );
        };
      })

      (integration.mkTimer "crane-daemon" cfg.schedule)
    ]
  );
}
