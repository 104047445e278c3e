# Camo: passes images on, so that visitors are not seen by other hosts.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.tangled-camo;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  workerConfig = pkgs.writeText "tangled-camo.capnp" (
    integration.mkWorkerConfig {
      name = "camo";
      module = "${cfg.package}/share/camo/index.js";
      address = serviceLib.endpoint cfg.address cfg.port;
      compatibilityDate = "2025-04-30";
      secrets = [ "CAMO_SHARED_SECRET" ];
    }
  );
in
{
  options.services.tangled-camo =
    serviceLib.mkServiceOptions {
      name = "tangled-camo";
      description = "Camo, a proxy for images";
      package = pkgs.tangled-camo or (pkgs.callPackage ../../pkgs/tangled/camo.nix { });
      state = false;
      port = 8787;
      address = "127.0.0.1";
      secrets.required = [ "CAMO_SHARED_SECRET" ];
    }
    // integration.nginxOptions
    // {
      workerd = lib.mkOption {
        type = lib.types.package;
        default = pkgs.cloudflare-workerd or (pkgs.callPackage ../../pkgs/cloudflare/workerd.nix { });
        defaultText = lib.literalExpression "pkgs.cloudflare-workerd";
        description = "The runtime of the worker.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Image proxy of tangled";
        runtime = "workerd";
        command = [
          (lib.getExe cfg.workerd)
          "serve"
          workerConfig
        ];
        ports = [ cfg.port ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
