# pdsadmin: administrates an rsky-pds from the command line of this machine.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.blacksky-pdsadmin;
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
in
{
  options.services.blacksky-pdsadmin = {
    inherit
      (serviceLib.mkServiceOptions {
        name = "blacksky-pdsadmin";
        description = "pdsadmin, which administrates an rsky-pds, in everybody's path";
        package = pkgs.blacksky-pdsadmin or (pkgs.callPackage ../../pkgs/blacksky/pdsadmin.nix { });
      })
      enable
      package
      ;

    environmentFile = lib.mkOption {
      type = serviceLib.serviceTypes.secretPath;
      example = "/run/secrets/pds.env";
      description = ''
        File with `PDS_HOSTNAME` and `PDS_ADMIN_PASSWORD`, which root can read and the tool is told of.
      '';
    };
  };

  config = lib.mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];
    environment.variables.PDS_ENV_FILE = cfg.environmentFile;
  };
}
