{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.tally;
in
{
  options.services.tally = {
    enable = lib.mkEnableOption "tally";

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ../pkgs/tally { };
      description = "The package to run.";
    };
  };

  config = lib.mkIf cfg.enable {
    systemd.services.tally = {
      description = "tally";
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        ExecStart = lib.getExe cfg.package;
        DynamicUser = true;
      };
    };
  };
}
