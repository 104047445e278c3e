# rsky-labeler: reports or labels what a filter finds.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-labeler;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.blacksky-labeler =
    serviceLib.mkServiceOptions {
      name = "blacksky-labeler";
      description = "rsky-labeler, which labels posts";
      package = pkgs.blacksky-labeler or (pkgs.callPackage ../../pkgs/blacksky/labeler.nix { });
      state = false;
      settings = "https://github.com/blacksky-algorithms/rsky/tree/main/rsky-labeler, as `MOD_SERVICE_…`";
      secrets.required = [
        "MOD_SERVICE_EMAIL"
        "MOD_SERVICE_PASSWORD"
      ];
    }
    // {
      serviceDid = lib.mkOption {
        type = serviceLib.serviceTypes.did;
        example = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
        description = "DID of the account that labels.";
      };

      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay to read from.";
      };

      pds = lib.mkOption {
        type = serviceLib.serviceTypes.httpUrl;
        default = "https://bsky.social";
        example = "https://pds.example.com";
        description = "Server of that account.";
      };

      actions = lib.mkOption {
        type = lib.types.listOf (
          lib.types.enum [
            "label"
            "report"
            "tag"
          ]
        );
        default = [ "report" ];
        example = [
          "label"
          "report"
        ];
        description = "What to do with a post that the filter finds.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkSystemdService cfg {
        description = "rsky labeler";
        command = [ (lib.getExe cfg.package) ];
        environment = {
          BSKY_AGENT_URL = cfg.pds;
          ENABLE_CREATE_LABEL = lib.elem "label" cfg.actions;
          ENABLE_CREATE_REPORT = lib.elem "report" cfg.actions;
          ENABLE_CREATE_TAG = lib.elem "tag" cfg.actions;
          FEEDGEN_SUBSCRIPTION_ENDPOINT = cfg.relay;
          FEEDGEN_SUBSCRIPTION_PATH = cfg.relay;
          MOD_SERVICE_DID = cfg.serviceDid;
        };
      })
    ]
  );
}
