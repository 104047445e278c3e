# rsky-satnav: shows what is in an archive, in the browser alone. Served by nginx.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-satnav;
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.blacksky-satnav = integration.staticSiteOptions {
    name = "blacksky-satnav";
    description = "rsky-satnav, an explorer of archives, as a site";
    package = pkgs.blacksky-satnav or (pkgs.callPackage ../../pkgs/blacksky/satnav.nix { });
  };

  config = lib.mkIf cfg.enable (
    integration.mkStaticSite cfg { root = "${cfg.package}/share/rsky-satnav"; }
  );
}
