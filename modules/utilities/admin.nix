# Command line tools for those who run services of the AT Protocol.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.atproto-admin;
in
{
  options.services.atproto-admin = {
    enable = lib.mkEnableOption "command line tools of the AT Protocol in everybody's path";

    packages = lib.mkOption {
      type = lib.types.listOf lib.types.package;
      default = [
        (pkgs.bluesky-indigo-gosky or (pkgs.callPackage ../../pkgs/bluesky/indigo-gosky.nix { }))
      ];
      defaultText = lib.literalExpression "[ pkgs.bluesky-indigo-gosky ]";
      example = lib.literalExpression "[ pkgs.bluesky-goat pkgs.blacksky-pdsadmin ]";
      description = "The tools.";
    };
  };

  config = lib.mkIf cfg.enable { environment.systemPackages = cfg.packages; };
}
