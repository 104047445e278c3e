# nur-keeper itself: the GitHub App.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.nur-keeper;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.nur-keeper =
    serviceLib.mkServiceOptions {
      name = "nur-keeper";
      description = "nur-keeper, the GitHub App";
      package = pkgs.nur-keeper-app or (pkgs.callPackage ../../pkgs/nur-keeper/app.nix { });
      packageText = "pkgs.nur-keeper-app";
      port = 3000;
      address = "127.0.0.1";
      runtime = "node";
      logLevels = [
        "trace"
        "debug"
        "info"
        "warn"
        "error"
        "fatal"
      ];
      secrets = {
        required = [ "WEBHOOK_SECRET" ];
        optional = [ "DATABASE_URL" ];
      };
    }
    // integration.credentialOptions { private-key = "the private key of the App, in PEM"; }
    // integration.nginxOptions
    // {
      appId = lib.mkOption {
        type = lib.types.ints.positive;
        example = 123456;
        description = "Number of the App, as GitHub shows it.";
      };

      api = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://api.github.com";
        example = "https://github.example.com/api/v3";
        description = "GitHub's interface: another one for GitHub Enterprise.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "nur-keeper";
        runtime = "node";
        command = [
          (lib.getExe cfg.package)
          "serve"
        ];
        ports = [ cfg.port ];
        environment = {
          APP_ID = cfg.appId;
          DATA_DIR = cfg.dataDir;
          GITHUB_API_URL = cfg.api;
          HOST = cfg.address;
          LOG_LEVEL = cfg.logLevel;
          PORT = cfg.port;
        };
      })

      (integration.mkSecretsIntegration cfg { PRIVATE_KEY_PATH = "private-key"; })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
