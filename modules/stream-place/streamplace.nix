# Streamplace: live video.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.streamplace;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.streamplace =
    serviceLib.mkServiceOptions {
      name = "streamplace";
      description = "Streamplace, live video";
      package =
        pkgs.stream-place-streamplace or (pkgs.callPackage ../../pkgs/stream-place/streamplace.nix { });
      packageText = "pkgs.stream-place-streamplace";
      port = 38080;
      address = "127.0.0.1";
      settings = "https://stream.place/docs, as `SP_…`";
      secrets.optional = [ ];
    }
    // integration.nginxOptions
    // integration.backupOptions
    // {
      rtmp = {
        port = lib.mkOption {
          type = serviceLib.serviceTypes.port;
          default = 1935;
          example = 1936;
          description = "Port that encoders send video to.";
        };

        address = lib.mkOption {
          type = serviceLib.serviceTypes.ipAddress;
          default = "127.0.0.1";
          example = "0.0.0.0";
          description = "IP address that encoders send video to.";
        };
      };

      internalPort = lib.mkOption {
        type = serviceLib.serviceTypes.port;
        default = 39090;
        example = 39091;
        description = "Port on this machine for metrics and administration.";
      };

      relay = lib.mkOption {
        type = serviceLib.serviceTypes.webSocketUrl;
        default = "wss://bsky.network";
        example = "wss://relay.example.com";
        description = "Relay that the events come from.";
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
      (serviceLib.mkConfigValidation cfg [
        (serviceLib.distinctPorts {
          inherit (cfg) internalPort port;
          "rtmp.port" = cfg.rtmp.port;
        })
      ])

      (serviceLib.mkUserConfig cfg)

      (serviceLib.mkDirectoryConfig cfg [ ])

      (serviceLib.mkSystemdService cfg {
        description = "Streamplace";
        command = [ (lib.getExe cfg.package) ];
        ports = [ cfg.port ];
        environment = {
          SP_DATA_DIR = cfg.dataDir;
          SP_HTTP_ADDR = serviceLib.endpoint cfg.address cfg.port;
          SP_HTTP_INTERNAL_ADDR = "127.0.0.1:${toString cfg.internalPort}";
          SP_PLC_URL = cfg.plc;
          SP_RELAY_HOST = cfg.relay;
          SP_RTMP_ADDR = serviceLib.endpoint cfg.rtmp.address cfg.rtmp.port;
        };
        relaxations = [
          (serviceLib.allowNetlink "WebRTC asks for the addresses of the network interfaces")
        ];
      })

      (serviceLib.mkFirewallConfig cfg [
        cfg.port
        cfg.rtmp.port
      ])

      (integration.mkNginxIntegration cfg cfg.port)
      (integration.mkBackupIntegration cfg)
    ]
  );
}
