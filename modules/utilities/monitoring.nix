# Prometheus on this machine, with the services it reads and an alert for each that is gone.
{
  config,
  lib,
  ...
}:

let
  cfg = config.services.atproto-monitoring;
in
{
  options.services.atproto-monitoring = {
    enable = lib.mkEnableOption "Prometheus for services of the AT Protocol";

    targets = lib.mkOption {
      type = lib.types.attrsOf (lib.types.strMatching "[A-Za-z0-9.:-]+:[0-9]+");
      default = { };
      example = {
        relay = "127.0.0.1:2471";
      };
      description = "Host and port of metrics, by name of the job. Modules here add theirs with `metrics.enable`.";
    };

    alertAfter = lib.mkOption {
      type = lib.types.strMatching "[0-9]+[smhd]";
      default = "5m";
      example = "1m";
      description = "How long a target may be away before there is an alert.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.prometheus = {
      enable = true;

      scrapeConfigs = lib.mapAttrsToList (job: target: {
        job_name = job;
        static_configs = [ { targets = [ target ]; } ];
      }) cfg.targets;

      rules = [
        (builtins.toJSON {
          groups = [
            {
              name = "atproto";
              rules = [
                {
                  alert = "AtprotoTargetDown";
                  expr = "up == 0";
                  for = cfg.alertAfter;
                  annotations.summary = "{{ $labels.job }} does not answer";
                }
              ];
            }
          ];
        })
      ];
    };
  };
}
