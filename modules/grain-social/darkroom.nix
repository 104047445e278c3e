# Darkroom: draws preview images of galleries with a headless browser.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.grain-darkroom;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.grain-darkroom =
    serviceLib.mkServiceOptions {
      name = "grain-darkroom";
      description = "Darkroom, which draws previews of galleries";
      package = pkgs.grain-social-darkroom or (pkgs.callPackage ../../pkgs/grain-social/darkroom.nix { });
      packageText = "pkgs.grain-social-darkroom";
      port = 8080;
      runtime = "rust";
      settings = "https://tangled.org/@grain.social/grain/tree/main/darkroom";
    }
    // integration.nginxOptions
    // {
      grain = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://grain.social";
        example = "https://photos.example.com";
        description = "Web application whose galleries are drawn.";
      };

      baseUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "http://127.0.0.1:${toString cfg.port}";
        defaultText = lib.literalExpression ''"http://127.0.0.1:${toString config.services.grain-darkroom.port}"'';
        example = "https://darkroom.example.com";
        description = "Address that its own pages are reached under.";
      };

      browser = lib.mkOption {
        type = lib.types.package;
        default = pkgs.chromium;
        defaultText = lib.literalExpression "pkgs.chromium";
        example = pkgs.curl;
        description = "The browser.";
      };

      driver = lib.mkOption {
        type = lib.types.package;
        default = pkgs.chromedriver;
        defaultText = lib.literalExpression "pkgs.chromedriver";
        example = pkgs.curl;
        description = "What drives the browser.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Darkroom";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          BASE_URL = cfg.baseUrl;
          CHROMEDRIVER_PATH = lib.getExe cfg.driver;
          CHROME_PATH = lib.getExe cfg.browser;
          GRAIN_BASE_URL = cfg.grain;
          PORT = cfg.port;
        };
        relaxations = [
          (serviceLib.allowJit "Chromium compiles JavaScript to machine code at run time")
          (serviceLib.allowNetlink "Chromium watches the network interfaces")
          (serviceLib.allowProcessInspection "Chromium looks after its child processes through /proc")
          (serviceLib.allowNamespaces "Chromium puts its renderers into namespaces of their own" [
            "user"
            "pid"
            "net"
          ])
          (serviceLib.allowSystemCalls "Chromium sets up its own sandbox" [ "chroot" ])
        ];
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
