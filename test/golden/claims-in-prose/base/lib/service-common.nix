{ lib }:

{
  /**
    The hardening every service here starts from.
  */
  standardSecurityConfig = {
    ProtectSystem = "strict";
    ProtectHome = true;
    PrivateTmp = true;
    NoNewPrivileges = true;
  };

  /**
    Options shared by all services: `mkServiceOptions "knot" { }`.
  */
  mkServiceOptions =
    name: extraOptions:
    {
      enable = lib.mkEnableOption name;

      package = lib.mkOption {
        type = lib.types.package;
        description = "The package to run.";
      };
    }
    // extraOptions;

  /**
    A systemd service with the standard hardening.
  */
  mkSystemdService =
    {
      name,
      description ? name,
      execStart,
      serviceConfig ? { },
    }:
    {
      systemd.services.${name} = {
        inherit description;
        wantedBy = [ "multi-user.target" ];
        serviceConfig = {
          ExecStart = execStart;
          DynamicUser = true;
          ProtectSystem = "strict";
          ProtectHome = true;
          PrivateTmp = true;
          NoNewPrivileges = true;
        }
        // serviceConfig;
      };
    };
}
