# Slices: indexes chosen records and answers for them.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.slices-api;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.slices-api =
    serviceLib.mkServiceOptions {
      name = "slices-api";
      description = "the interface of Slices";
      package = pkgs.slices-network-api or (pkgs.callPackage ../../pkgs/slices-network/api.nix { });
      packageText = "pkgs.slices-network-api";
      state = false;
      port = 3000;
      runtime = "rust";
      settings = "https://tangled.org/@slices.network/slices/tree/main/api";
      secrets.optional = [
        "DATABASE_URL"
        "REDIS_URL"
      ];
    }
    // integration.databaseOptions "slices-api"
    // integration.nginxOptions
    // {
      systemSlice = lib.mkOption {
        type = lib.types.strMatching "at://did:[a-z]+:[^/[:space:]]+/[a-zA-Z0-9.-]+/[A-Za-z0-9._~:-]+";
        example = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/network.slices.slice/3lymhd4jhrd2z";
        description = "Record of the slice that describes all others.";
      };

      relay = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://relay1.us-west.bsky.network";
        example = "https://relay.example.com";
        description = "Relay that repositories are listed by.";
      };

      jetstream = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        default = "jetstream2.us-east.bsky.network";
        example = "jetstream.example.com";
        description = "Host of the Jetstream that the events come from.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg (integration.databaseRules cfg "DATABASE_URL"))

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "Interface of Slices";
        runtime = "rust";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          JETSTREAM_HOSTNAME = cfg.jetstream;
          PORT = cfg.port;
          RELAY_ENDPOINT = cfg.relay;
          SYSTEM_SLICE_URI = cfg.systemSlice;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkDatabaseIntegration cfg "DATABASE_URL")
      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
