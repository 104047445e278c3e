{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.beacon;
in
{
  options.services.beacon = {
    enable = lib.mkEnableOption "beacon";

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ../pkgs/beacon { };
      description = "The package to run.";
    };
  };

  config = lib.mkIf cfg.enable {
    systemd.services.beacon = {
      description = "beacon";
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        ExecStart = lib.getExe cfg.package;
        DynamicUser = true;
      };
    };
  };
}
