# Avatar: passes avatars on, and remembers them.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.tangled-avatar;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  workerConfig = pkgs.writeText "tangled-avatar.capnp" (
    integration.mkWorkerConfig {
      name = "avatar";
      module = "${cfg.package}/share/avatar/index.js";
      address = serviceLib.endpoint cfg.address cfg.port;
      compatibilityDate = "2025-04-30";
      secrets = [ "AVATAR_SHARED_SECRET" ];
    }
  );
in
{
  options.services.tangled-avatar =
    serviceLib.mkServiceOptions {
      name = "tangled-avatar";
      description = "Avatar, a proxy for avatars";
      package = pkgs.tangled-avatar or (pkgs.callPackage ../../pkgs/tangled/avatar.nix { });
      state = false;
      port = 8788;
      address = "127.0.0.1";
      secrets.required = [ "AVATAR_SHARED_SECRET" ];
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
        description = "Avatar proxy of tangled";
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
