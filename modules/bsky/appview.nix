# The AppView: answers what clients ask, out of a data plane.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.bsky-appview;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.bsky-appview =
    serviceLib.mkServiceOptions {
      name = "bsky-appview";
      description = "the AppView of Bluesky";
      package = pkgs.bluesky-appview or (pkgs.callPackage ../../pkgs/bluesky/appview.nix { });
      packageText = "pkgs.bluesky-appview";
      state = false;
      port = 2584;
      runtime = "node";
      settings = "https://github.com/bluesky-social/atproto/blob/main/packages/bsky/src/config.ts, as `BSKY_…`";
      secrets = {
        required = [
          "BSKY_ADMIN_PASSWORDS"
          "BSKY_SERVICE_SIGNING_KEY"
        ];
        optional = [ "BSKY_BSYNC_API_KEY" ];
      };
    }
    // integration.nginxOptions
    // integration.healthCheckOptions
    // {
      publicUrl = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "https://appview.example.com";
        description = "Address that others reach the service under.";
      };

      serverDid = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:web:appview.example.com";
        description = "DID of the AppView.";
      };

      dataplanes = lib.mkOption {
        type = lib.types.nonEmptyListOf serviceLib.serviceTypes.httpUrl;
        example = [ "http://dataplane.example.com:2585" ];
        description = "Data planes that hold the index.";
      };

      bsync = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        example = "http://bsync.example.com:3000";
        description = "Bsync that private state goes through.";
      };

      plc = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "AppView";
        runtime = "node";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          BSKY_BSYNC_URL = cfg.bsync;
          BSKY_DATAPLANE_URLS = lib.concatStringsSep "," cfg.dataplanes;
          BSKY_DID_PLC_URL = cfg.plc;
          BSKY_PORT = cfg.port;
          BSKY_PUBLIC_URL = cfg.publicUrl;
          BSKY_SERVER_DID = cfg.serverDid;
        };
      })

      (serviceLib.mkFirewallConfig cfg [ cfg.port ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkHealthCheck cfg {
        inherit (pkgs) curl;
        url = "http://127.0.0.1:${toString cfg.port}/xrpc/_health";
      })
    ]
  );
}
