# The notifications of Grain, for Deno.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.grain-notifications;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.grain-notifications = serviceLib.mkServiceOptions {
    name = "grain-notifications";
    description = "the notifications of Grain";
    package =
      pkgs.grain-social-notifications or (pkgs.callPackage ../../pkgs/grain-social/notifications.nix { });
    packageText = "pkgs.grain-social-notifications";
    runtime = "deno";
    settings = "https://tangled.org/@grain.social/grain/tree/main/notifications";
    secrets.optional = [ ];
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Grain notifications";
        runtime = "deno";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          DENO_DIR = "${cfg.dataDir}/deno";
        };
      })
    ]
  );
}
