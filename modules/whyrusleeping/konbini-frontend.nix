# The web interface of Konbini, served by nginx, with what it asks passed on to Konbini.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.konbini-frontend;
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.konbini-frontend = integration.staticSiteOptions {
    name = "konbini-frontend";
    description = "the web interface of Konbini, as a site";
    package =
      pkgs.whyrusleeping-konbini-frontend
        or (pkgs.callPackage ../../pkgs/whyrusleeping/konbini-frontend.nix { });
    packageText = "pkgs.whyrusleeping-konbini-frontend";
  };

  config = lib.mkIf cfg.enable (
    integration.mkStaticSite cfg {
      root = "${cfg.package}/share/konbini-frontend";
      locations."/api/".proxyPass = "http://127.0.0.1:4444";
    }
  );
}
