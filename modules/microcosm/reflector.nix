# Reflector: answers for the did:web identities of subdomains. It always listens on port 3001.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-reflector;
  port = 3001;
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-reflector =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "reflector";
      description = "Reflector, which serves did:web documents for subdomains";
      package = pkgs.microcosm-reflector or (pkgs.callPackage ../../pkgs/microcosm/reflector.nix { });
      state = false;
    }
    // {
      serviceId = lib.mkOption {
        type = lib.types.strMatching "#[A-Za-z0-9._-]+";
        example = "#bsky_appview";
        description = "Id of the service in the DID documents.";
      };

      serviceType = lib.mkOption {
        type = lib.types.nonEmptyStr;
        example = "BskyAppView";
        description = "Type of the service in the DID documents.";
      };

      serviceEndpoint = lib.mkOption {
        type = microcosmLib.serviceTypes.httpUrl;
        example = "https://appview.example.com";
        description = "Address of the service in the DID documents.";
      };

      domain = lib.mkOption {
        type = lib.types.nullOr microcosmLib.serviceTypes.hostName;
        default = null;
        example = "reflector.example.com";
        description = "Parent of the subdomains that a proxy may fetch certificates for; null for none.";
      };

      openFirewall = lib.mkOption {
        type = lib.types.bool;
        default = false;
        example = true;
        description = "Whether to open the service's port, 3001, in the firewall.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkSystemdService cfg {
        description = "Reflector";
        command = [
          (lib.getExe cfg.package)
          "--id"
          cfg.serviceId
          "--type"
          cfg.serviceType
          "--service-endpoint"
          cfg.serviceEndpoint
        ]
        ++ lib.optionals (cfg.domain != null) [
          "--domain"
          cfg.domain
        ];
      })

      (microcosmLib.mkFirewallConfig cfg [ port ])

      (microcosmLib.mkIntegrations cfg {
        inherit (pkgs) curl;
        inherit port;
      })
    ]
  );
}
