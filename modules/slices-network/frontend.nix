# The web interface of Slices, for Deno.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.slices-frontend;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.slices-frontend =
    serviceLib.mkServiceOptions {
      name = "slices-frontend";
      description = "the web interface of Slices";
      package =
        pkgs.slices-network-frontend or (pkgs.callPackage ../../pkgs/slices-network/frontend.nix { });
      packageText = "pkgs.slices-network-frontend";
      port = 8080;
      runtime = "deno";
      settings = "https://tangled.org/@slices.network/slices/tree/main/frontend";
      secrets.required = [
        "OAUTH_CLIENT_ID"
        "OAUTH_CLIENT_SECRET"
      ];
    }
    // integration.nginxOptions
    // {
      api = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "http://127.0.0.1:3000";
        example = "https://api.example.com";
        description = "Interface of Slices.";
      };

      slice = lib.mkOption {
        type = lib.types.strMatching "at://did:[a-z]+:[^/[:space:]]+/[a-zA-Z0-9.-]+/[A-Za-z0-9._~:-]+";
        example = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/network.slices.slice/3lymhd4jhrd2z";
        description = "Record of the slice that it shows.";
      };

      publicUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://slices.example.com";
        description = "Address that visitors reach it under.";
      };

      identityProvider = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://aip.example.com";
        description = "Server that visitors sign in by.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Web interface of Slices";
        runtime = "deno";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          API_URL = cfg.api;
          DATABASE_URL = "${cfg.dataDir}/sessions.db";
          DENO_DIR = "${cfg.dataDir}/deno";
          OAUTH_AIP_BASE_URL = cfg.identityProvider;
          OAUTH_REDIRECT_URI = "${cfg.publicUrl}/oauth/callback";
          PORT = cfg.port;
          SLICE_URI = cfg.slice;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
