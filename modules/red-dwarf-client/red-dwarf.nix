# Red Dwarf: a client of static files, served by nginx.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.red-dwarf;
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
in
{
  options.services.red-dwarf = integration.staticSiteOptions {
    name = "red-dwarf";
    description = "Red Dwarf, a client for Bluesky, as a site";
    package =
      pkgs.red-dwarf-client-red-dwarf or (pkgs.callPackage ../../pkgs/red-dwarf-client/red-dwarf.nix { });
    packageText = "pkgs.red-dwarf-client-red-dwarf";
  };

  config = lib.mkIf cfg.enable (
    integration.mkStaticSite cfg { root = "${cfg.package}/share/red-dwarf"; }
  );
}
