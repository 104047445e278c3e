# Leaflet: publishing. Three units over one Supabase: the web application, the reader of the firehose, the feeds.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.leaflet;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  environment = {
    NEXT_PUBLIC_APP_URL = cfg.publicUrl;
    NEXT_PUBLIC_SUPABASE_API_URL = cfg.supabase;
  };

  mkUnit =
    name: unit:
    lib.mkMerge [
      (serviceLib.mkDirectoryConfig (cfg // { serviceName = name; }) [ ])
      (serviceLib.mkSystemdService (cfg // { serviceName = name; }) (
        {
          runtime = "node";
          command = [ (lib.getExe' cfg.package name) ];
        }
        // unit
        // {
          environment = environment // unit.environment or { };
        }
      ))
    ];
in
{
  options.services.leaflet =
    serviceLib.mkServiceOptions {
      name = "leaflet";
      description = "Leaflet, publishing on the AT Protocol";
      package =
        pkgs.hyperlink-academy-leaflet or (pkgs.callPackage ../../pkgs/hyperlink-academy/leaflet.nix { });
      packageText = "pkgs.hyperlink-academy-leaflet";
      port = 3000;
      address = "127.0.0.1";
      runtime = "node";
      settings = "https://github.com/hyperlink-academy/leaflet, for all three units";
      secrets = {
        required = [
          "DB_URL"
          "NEXT_PUBLIC_SUPABASE_ANON_KEY"
          "SUPABASE_SERVICE_ROLE_KEY"
        ];
        optional = [
          "JOSE_PRIVATE_KEY_1"
          "POSTMARK_API_KEY"
          "REDIS_URL"
        ];
      };
    }
    // integration.nginxOptions
    // {
      publicUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://leaflet.example.com";
        description = "Address that visitors reach the application under.";
      };

      supabase = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://supabase.example.com";
        description = "Address of the Supabase that holds everything.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (mkUnit "leaflet" {
        description = "Leaflet";
        command = [
          (lib.getExe cfg.package)
          "--hostname"
          cfg.address
          "--port"
          cfg.port
        ];
        ports = [ cfg.port ];
      })

      (mkUnit "leaflet-appview" {
        description = "Firehose reader of Leaflet";
        environment.CURSOR_FILE = "${cfg.dataDir}/cursor";
      })

      (mkUnit "leaflet-feeds" { description = "Feeds of Leaflet"; })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
