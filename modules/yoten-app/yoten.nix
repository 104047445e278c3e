# Yoten: keeps track of learning a language, with others.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.yoten;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.yoten =
    serviceLib.mkServiceOptions {
      name = "yoten";
      description = "Yoten, which keeps track of learning a language";
      package = pkgs.yoten-app-yoten or (pkgs.callPackage ../../pkgs/yoten-app/yoten.nix { });
      packageText = "pkgs.yoten-app-yoten";
      settings = "https://tangled.org/@yoten.app/yoten";
      secrets.optional = [ ];
    }
    // integration.backupOptions;

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Yoten";
        command = [ (lib.getExe cfg.package) ];
      })

      (integration.mkBackupIntegration cfg)
    ]
  );
}
