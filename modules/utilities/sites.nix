# Sites of static files, by domain: clients and dashboards that are files and nothing else.
{ config, lib, ... }:

let
  cfg = config.services.atproto-sites;
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
  inherit (import ../../lib/service-common.nix { inherit lib; }) serviceTypes;
in
{
  options.services.atproto-sites = {
    enable = lib.mkEnableOption "sites of static files, served by nginx";

    sites = lib.mkOption {
      type = serviceTypes.attrsBy serviceTypes.hostName (
        serviceTypes.mkStringType "absolute path" (lib.hasPrefix "/")
      );
      default = { };
      example = {
        "app.example.com" = "/srv/app";
      };
      description = "Directory of the files, by domain. Every path that is no file answers with `index.html`.";
    };

    acme = lib.mkOption {
      type = lib.types.bool;
      default = true;
      example = false;
      description = "Whether to serve HTTPS only, with certificates that are fetched and renewed by ACME.";
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      { services.nginx.enable = true; }
      {
        services.nginx.virtualHosts = lib.mkMerge (
          lib.mapAttrsToList (
            domain: root:
            (integration.mkStaticSite {
              inherit domain;
              inherit (cfg) acme;
            } { inherit root; }).services.nginx.virtualHosts
          ) cfg.sites
        );
      }
    ]
  );
}
