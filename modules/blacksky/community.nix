# blacksky.community: the client, as a web server.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-community;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.blacksky-community =
    serviceLib.mkServiceOptions {
      name = "blacksky-community";
      description = "the web client of the Blacksky community";
      package = pkgs.blacksky-community or (pkgs.callPackage ../../pkgs/blacksky/community.nix { });
      state = false;
      port = 8100;
      address = "127.0.0.1";
      settings = "https://github.com/blacksky-algorithms/blacksky.community/tree/main/bskyweb";
      secrets.optional = [ "BASIC_AUTH_PASSWORD" ];
    }
    // integration.nginxOptions
    // integration.metricsOptions 9090
    // {
      appview = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://public.api.bsky.app";
        example = "https://appview.example.com";
        description = "AppView that pages for visitors without an account are made from.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [
        (serviceLib.distinctPorts {
          inherit (cfg) port;
          "metrics.port" = cfg.metrics.port;
        })
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Web client of Blacksky";
        command = [
          (lib.getExe cfg.package)
          "serve"
        ];
        ports = [ cfg.port ];
        environment = {
          ATP_APPVIEW_HOST = cfg.appview;
          HTTP_ADDRESS = serviceLib.endpoint cfg.address cfg.port;
          METRICS_HTTP_ADDRESS =
            if cfg.metrics.enable then "127.0.0.1:${toString cfg.metrics.port}" else "127.0.0.1:0";
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkMetricsIntegration cfg cfg.metrics.port)
    ]
  );
}
