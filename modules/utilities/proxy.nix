# nginx before several services: one virtual host each, web sockets included.
{ config, lib, ... }:

let
  cfg = config.services.atproto-proxy;
  inherit (import ../../lib/service-common.nix { inherit lib; }) serviceTypes;
in
{
  options.services.atproto-proxy = {
    enable = lib.mkEnableOption "nginx before several services";

    hosts = lib.mkOption {
      type = serviceTypes.attrsBy serviceTypes.hostName serviceTypes.httpUrl;
      default = { };
      example = {
        "relay.example.com" = "http://127.0.0.1:2470";
      };
      description = "Address of a service, by the domain that it is to be reached under.";
    };

    acme = lib.mkOption {
      type = lib.types.bool;
      default = true;
      example = false;
      description = "Whether to serve HTTPS only, with certificates that are fetched and renewed by ACME.";
    };

    maxBodySize = lib.mkOption {
      type = lib.types.strMatching "[0-9]+[kmg]?";
      default = "100m";
      example = "1g";
      description = "Size of the largest request that is passed on: files that people upload.";
    };

    openFirewall = lib.mkOption {
      type = lib.types.bool;
      default = true;
      example = false;
      description = "Whether to open the ports 80 and 443 in the firewall.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.nginx = {
      enable = true;
      recommendedProxySettings = lib.mkDefault true;
      recommendedTlsSettings = lib.mkDefault true;
      clientMaxBodySize = lib.mkDefault cfg.maxBodySize;
      virtualHosts = lib.mapAttrs (_: address: {
        enableACME = cfg.acme;
        forceSSL = cfg.acme;
        locations."/" = {
          proxyPass = address;
          proxyWebsockets = true;
        };
      }) cfg.hosts;
    };

    networking.firewall.allowedTCPPorts = lib.optionals cfg.openFirewall [
      80
      443
    ];
  };
}
