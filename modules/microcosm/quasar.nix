# Quasar: at the packaged revision a program that greets and ends; the unit counts as done when it has.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-quasar;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-quasar =
    removeAttrs
      (microcosmLib.mkMicrocosmServiceOptions {
        name = "quasar";
        description = "Quasar, which upstream has only begun to write";
        package = pkgs.microcosm-quasar or (pkgs.callPackage ../../pkgs/microcosm/quasar.nix { });
        state = false;
        arguments = "https://github.com/at-microcosm/microcosm-rs/tree/main/quasar";
        logLevels = null;
      })
      [
        "healthCheck"
        "nginx"
      ];

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkSystemdService cfg {
        description = "Quasar";
        command = [ (lib.getExe cfg.package) ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
        };
      })

      (microcosmLib.mkLoggingIntegration cfg)
    ]
  );
}
