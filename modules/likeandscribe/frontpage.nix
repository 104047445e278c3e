# Frontpage: links worth reading, and what people say about them.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.frontpage;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.frontpage =
    serviceLib.mkServiceOptions {
      name = "frontpage";
      description = "Frontpage, which gathers links and comments";
      package =
        pkgs.likeandscribe-frontpage or (pkgs.callPackage ../../pkgs/likeandscribe/frontpage.nix { });
      packageText = "pkgs.likeandscribe-frontpage";
      state = false;
      port = 3000;
      address = "127.0.0.1";
      runtime = "node";
      settings = "https://github.com/likeandscribe/frontpage/tree/main/packages/frontpage";
      secrets.required = [
        "CRON_SECRET"
        "DRAINPIPE_CONSUMER_SECRET"
      ];
    }
    // integration.nginxOptions;

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Frontpage";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          HOSTNAME = cfg.address;
          PORT = cfg.port;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
