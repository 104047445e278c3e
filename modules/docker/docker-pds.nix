# The reference personal data server from its official image, for those who want containers.
{ config, lib, ... }:

let
  cfg = config.services.docker-pds;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };

  toText = value: if lib.isBool value then lib.boolToString value else toString value;
in
{
  options.services.docker-pds = {
    inherit
      (serviceLib.mkServiceOptions {
        name = "docker-pds";
        description = "the reference personal data server in a container";
        package = null;
        port = 3000;
        settings = "https://github.com/bluesky-social/atproto/blob/main/packages/pds/src/config/env.ts, as `PDS_…`";
        secrets.required = [
          "PDS_ADMIN_PASSWORD"
          "PDS_JWT_SECRET"
          "PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX"
        ];
      })
      enable
      serviceName
      dataDir
      port
      settings
      environmentFile
      ;

    image = lib.mkOption {
      type = lib.types.strMatching "[a-z0-9./_-]+:[A-Za-z0-9._-]+(@sha256:[0-9a-f]{64})?";
      default = "ghcr.io/bluesky-social/pds:0.4";
      example = "ghcr.io/bluesky-social/pds:0.4.219";
      description = "Image to run, with its tag, and better with its digest.";
    };

    hostname = lib.mkOption {
      type = serviceLib.serviceTypes.hostName;
      example = "pds.example.com";
      description = "Domain name that the server is reached under; handles end in it.";
    };
  }
  // integration.nginxOptions;

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (serviceLib.mkConfigValidation cfg [ ])

      (integration.mkTmpfiles "docker-pds" {
        ${cfg.dataDir} = {
          user = "root";
          group = "root";
          mode = "0700";
        };
      })

      {
        virtualisation.oci-containers.containers.pds = {
          inherit (cfg) image;
          environment = {
            PDS_BLOBSTORE_DISK_LOCATION = "/pds/blocks";
            PDS_DATA_DIRECTORY = "/pds";
            PDS_HOSTNAME = cfg.hostname;
            PDS_PORT = toString cfg.port;
          }
          // lib.mapAttrs (_: toText) (lib.filterAttrs (_: value: value != null) cfg.settings);
          environmentFiles = [ cfg.environmentFile ];
          ports = [ "127.0.0.1:${toString cfg.port}:${toString cfg.port}" ];
          volumes = [ "${cfg.dataDir}:/pds" ];
        };
      }

      (integration.mkNginxIntegration cfg cfg.port)
    ]
  );
}
