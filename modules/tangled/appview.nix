# The web interface of the git forge.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.tangled-appview;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.tangled-appview =
    serviceLib.mkServiceOptions {
      name = "tangled-appview";
      description = "the web interface of tangled";
      package = pkgs.tangled-appview or (pkgs.callPackage ../../pkgs/tangled/appview.nix { });
      port = 3000;
      address = "127.0.0.1";
      settings = "https://tangled.org/@tangled.org/core/tree/master/appview/config, as `TANGLED_…`";
      secrets = {
        required = [
          "TANGLED_COOKIE_SECRET"
          "TANGLED_OAUTH_CLIENT_SECRET"
        ];
        optional = [
          "TANGLED_AVATAR_SHARED_SECRET"
          "TANGLED_CAMO_SHARED_SECRET"
          "TANGLED_RESEND_API_KEY"
        ];
      };
    }
    // integration.nginxOptions
    // integration.backupOptions
    // {
      publicUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://forge.example.com";
        description = "Address that visitors reach the forge under.";
      };

      oauthKeyId = lib.mkOption {
        type = lib.types.nonEmptyStr;
        example = "example-1";
        description = "Id of the OAuth client's key.";
      };

      jetstream = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://jetstream1.us-east.bsky.network/subscribe";
        example = "ws://127.0.0.1:8080/subscribe";
        description = "Jetstream that the events come from.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };

      redis = lib.mkOption {
        type = lib.types.strMatching "[A-Za-z0-9.-]+:[0-9]+";
        default = "127.0.0.1:6379";
        example = "redis.example.com:6379";
        description = "Redis that sessions are kept in, as host and port.";
      };

      camo = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://camo.tangled.sh";
        example = "https://camo.example.com";
        description = "Image proxy.";
      };

      avatar = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://avatar.tangled.sh";
        example = "https://avatar.example.com";
        description = "Avatar proxy.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Web interface of tangled";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          TANGLED_APPVIEW_HOST = cfg.publicUrl;
          TANGLED_AVATAR_HOST = cfg.avatar;
          TANGLED_CAMO_HOST = cfg.camo;
          TANGLED_DB_PATH = "${cfg.dataDir}/appview.db";
          TANGLED_JETSTREAM_ENDPOINT = cfg.jetstream;
          TANGLED_LISTEN_ADDR = serviceLib.endpoint cfg.address cfg.port;
          TANGLED_OAUTH_CLIENT_KID = cfg.oauthKeyId;
          TANGLED_PLC_URL = cfg.plc;
          TANGLED_REDIS_ADDR = cfg.redis;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkBackupIntegration cfg)
    ]
  );
}
