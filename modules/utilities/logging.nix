# Gives chatty services a journal of their own, with limits of its own.
{ config, lib, ... }:

let
  cfg = config.services.atproto-logging;
in
{
  options.services.atproto-logging = {
    enable = lib.mkEnableOption "a journal namespace for services of the AT Protocol";

    units = lib.mkOption {
      type = lib.types.listOf (lib.types.strMatching "[A-Za-z0-9@_.-]+");
      default = [ ];
      example = [ "indigo-relay" ];
      description = "Services that log there, without `.service`.";
    };

    namespace = lib.mkOption {
      type = lib.types.strMatching "[a-z0-9-]+";
      default = "atproto";
      example = "social";
      description = "Name of the journal; read it with `journalctl --namespace=NAME`.";
    };

    maxUse = lib.mkOption {
      type = lib.types.strMatching "[0-9]+[KMGT]?";
      default = "1G";
      example = "100M";
      description = "Space that the journal takes at most.";
    };

    retention = lib.mkOption {
      type = lib.types.strMatching "[0-9]+(s|min|h|day|week|month|year)";
      default = "1month";
      example = "1week";
      description = "How long entries are kept.";
    };
  };

  config = lib.mkIf cfg.enable {
    environment.etc."systemd/journald@${cfg.namespace}.conf".text = ''
      [Journal]
      Storage=persistent
      SystemMaxUse=${cfg.maxUse}
      MaxRetentionSec=${cfg.retention}
    '';

    systemd.services = lib.genAttrs cfg.units (_: {
      serviceConfig.LogNamespace = cfg.namespace;
    });
  };
}
