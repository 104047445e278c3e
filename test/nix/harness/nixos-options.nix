# The options of NixOS that the modules here set, with the types that NixOS gives them.
{ lib, ... }:

let
  inherit (lib) mkOption types;

  # As NixOS merges a systemd directive: lists of several definitions are joined, anything else must agree.
  directive = lib.mkOptionType {
    name = "systemd directive";
    check = value: !lib.isFunction value;
    merge =
      location: definitions:
      if lib.any (definition: lib.isList definition.value) definitions then
        lib.concatMap (definition: lib.toList definition.value) definitions
      else
        lib.mergeEqualOption location definitions;
  };

  section = mkOption {
    type = types.attrsOf directive;
    default = { };
  };

  names = mkOption {
    type = types.listOf types.str;
    default = [ ];
  };

  set = mkOption {
    type = types.attrsOf types.anything;
    default = { };
  };

  text = mkOption {
    type = types.lines;
    default = "";
  };

  flag = mkOption {
    type = types.bool;
    default = false;
  };

  unitOptions = {
    description = mkOption {
      type = types.singleLineStr;
      default = "";
    };
    documentation = names;
    unitConfig = section;
    wantedBy = names;
    requiredBy = names;
  }
  // lib.genAttrs [
    "wants"
    "requires"
    "requisite"
    "bindsTo"
    "partOf"
    "upholds"
    "conflicts"
    "before"
    "after"
    "onFailure"
  ] (_: names);

  serviceModule = {
    options = unitOptions // {
      enable = mkOption {
        type = types.bool;
        default = true;
      };
      environment = mkOption {
        type = types.attrsOf (types.nullOr (types.either types.str types.package));
        default = { };
      };
      path = mkOption {
        type = types.listOf (types.either types.package types.str);
        default = [ ];
      };
      serviceConfig = section;
      startLimitBurst = mkOption {
        type = types.nullOr types.int;
        default = null;
      };
      startLimitIntervalSec = mkOption {
        type = types.nullOr types.int;
        default = null;
      };
      script = text;
      preStart = text;
      postStart = text;
      restartIfChanged = flag;
      stopIfChanged = flag;
      startAt = mkOption {
        type = types.coercedTo types.str lib.singleton (types.listOf types.str);
        default = [ ];
      };
      restartTriggers = mkOption {
        type = types.listOf types.unspecified;
        default = [ ];
      };
    };
  };

  timerModule = {
    options = unitOptions // {
      timerConfig = section;
    };
  };

  socketModule = {
    options = unitOptions // {
      socketConfig = section;
      listenStreams = names;
    };
  };

  unitsOf =
    module:
    mkOption {
      type = types.attrsOf (types.submodule module);
      default = { };
    };

  userModule = {
    options = {
      isSystemUser = flag;
      isNormalUser = flag;
      group = mkOption { type = types.str; };
      extraGroups = names;
      home = mkOption {
        type = types.str;
        default = "/var/empty";
      };
      description = mkOption {
        type = types.str;
        default = "";
      };
      shell = mkOption {
        type = types.nullOr types.unspecified;
        default = null;
      };
    };
  };

  virtualHostModule = {
    freeformType = types.attrsOf types.anything;
    options = {
      enableACME = flag;
      forceSSL = flag;
      locations = mkOption {
        type = types.attrsOf (types.attrsOf types.anything);
        default = { };
      };
    };
  };
in
{
  options = {
    assertions = mkOption {
      type = types.listOf types.unspecified;
      default = [ ];
    };
    warnings = names;

    systemd = {
      services = unitsOf serviceModule;
      timers = unitsOf timerModule;
      sockets = unitsOf socketModule;
      targets = unitsOf { options = unitOptions; };
      tmpfiles.settings = mkOption {
        type = types.attrsOf (types.attrsOf (types.attrsOf (types.attrsOf types.str)));
        default = { };
      };
    };

    users = {
      users = mkOption {
        type = types.attrsOf (types.submodule userModule);
        default = { };
      };
      groups = mkOption {
        type = types.attrsOf (types.submodule { options.members = names; });
        default = { };
      };
    };

    networking.firewall = {
      allowedTCPPorts = mkOption {
        type = types.listOf types.port;
        default = [ ];
      };
      allowedUDPPorts = mkOption {
        type = types.listOf types.port;
        default = [ ];
      };
    };

    environment = {
      etc = set;
      variables = set;
      systemPackages = mkOption {
        type = types.listOf types.package;
        default = [ ];
      };
    };

    security.acme = {
      acceptTerms = flag;
      defaults = set;
      certs = set;
    };

    nix.settings = set;

    virtualisation.oci-containers = {
      backend = mkOption {
        type = types.enum [
          "podman"
          "docker"
        ];
        default = "podman";
      };
      containers = mkOption {
        type = types.attrsOf (
          types.submodule {
            freeformType = types.attrsOf types.anything;
            options.image = mkOption { type = types.str; };
          }
        );
        default = { };
      };
    };

    services = {
      nginx = {
        enable = flag;
        recommendedProxySettings = flag;
        recommendedTlsSettings = flag;
        recommendedOptimisation = flag;
        recommendedGzipSettings = flag;
        clientMaxBodySize = mkOption {
          type = types.str;
          default = "10m";
        };
        virtualHosts = mkOption {
          type = types.attrsOf (types.submodule virtualHostModule);
          default = { };
        };
      };

      postgresql = {
        enable = flag;
        ensureDatabases = names;
        ensureUsers = mkOption {
          type = types.listOf (
            types.submodule {
              options = {
                name = mkOption { type = types.str; };
                ensureDBOwnership = flag;
              };
            }
          );
          default = [ ];
        };
      };

      redis.servers = mkOption {
        type = types.attrsOf (
          types.submodule {
            freeformType = types.attrsOf types.anything;
            options.enable = flag;
          }
        );
        default = { };
      };

      prometheus = {
        enable = flag;
        scrapeConfigs = mkOption {
          type = types.listOf (types.attrsOf types.anything);
          default = [ ];
        };
        rules = names;
        exporters = set;
      };

      restic.backups = mkOption {
        type = types.attrsOf (types.attrsOf types.anything);
        default = { };
      };

      openssh = {
        enable = flag;
        extraConfig = text;
      };

      journald.extraConfig = text;
    };
  };
}
