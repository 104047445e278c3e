# The options that services have in common.
{
  lib,
  serviceTypes,
  runtimes,
}:

let
  # `useradd` takes 31 characters, and no capitals.
  accountName = name: lib.removeSuffix "-" (lib.substring 0 31 (lib.toLower name));

  identityOptions = name: {
    serviceName = lib.mkOption {
      type = lib.types.str;
      default = name;
      internal = true;
      readOnly = true;
      description = "Name of the option set and of the main unit.";
    };

    user = lib.mkOption {
      type = serviceTypes.userName;
      default = accountName name;
      example = "atproto";
      description = "System user that the service runs as; it is created.";
    };

    group = lib.mkOption {
      type = serviceTypes.userName;
      default = accountName name;
      example = "atproto";
      description = "Group that the service runs as; it is created.";
    };
  };

  stateOptions = name: {
    dataDir = lib.mkOption {
      type = serviceTypes.statePath;
      default = "/var/lib/${name}";
      example = "/srv/${name}";
      description = ''
        Where the service keeps its state. The directory is created, with mode 0700, for the service's user.
      '';
    };
  };

  networkOptions = port: {
    port = lib.mkOption {
      type = serviceTypes.port;
      default = port;
      example = port + 1;
      description = "TCP port that the service listens on.";
    };

    openFirewall = lib.mkOption {
      type = lib.types.bool;
      default = false;
      example = true;
      description = "Whether to open the service's ports in the firewall.";
    };
  };

  addressOptions = address: {
    address = lib.mkOption {
      type = serviceTypes.ipAddress;
      default = address;
      example = "0.0.0.0";
      description = "IP address that the service listens on.";
    };
  };

  logOptions = levels: {
    logLevel = lib.mkOption {
      type = lib.types.enum levels;
      default = "info";
      example = "debug";
      description = "How much the service logs.";
    };
  };

  settingsOptions = documentation: {
    settings = lib.mkOption {
      type = serviceTypes.environment;
      default = { };
      example = {
        EXAMPLE_VARIABLE = "value";
      };
      description = ''
        Further environment variables of the program; they win over what the other options set. What there is:
        ${documentation}. Secrets do not belong here: they would be readable by everybody in the Nix store.
      '';
    };
  };

  argumentsOptions = documentation: {
    extraArgs = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      example = [ "--help" ];
      description = "Further command line arguments. What there is: ${documentation}.";
    };
  };

  secretsOptions =
    name:
    {
      required ? [ ],
      optional ? [ ],
    }:
    {
      environmentFile = lib.mkOption (
        {
          type =
            if required == [ ] then lib.types.nullOr serviceTypes.secretPath else serviceTypes.secretPath;
          example = "/run/secrets/${name}.env";
          description =
            "File of `NAME=value` lines with the program's secrets, read by systemd as root when the service starts."
            + lib.optionalString (required != [ ]) "\n\nIt has to set ${lib.concatStringsSep ", " required}."
            + lib.optionalString (optional != [ ]) "\n\nIt may set ${lib.concatStringsSep ", " optional}.";
        }
        // lib.optionalAttrs (required == [ ]) { default = null; }
      );
    };
in
{
  /**
    The options of a service. What a service does not have is left out, so that no option is without effect.

    # Type

    ```
    mkServiceOptions :: AttrSet -> { <option> :: Option }
    ```

    # Arguments

    `name`
    : of the option set below `services`, of the unit, and of the user

    `description`
    : what is enabled, as the end of "Whether to enable …"

    `package`
    : the default package

    `packageText`
    : how the manual shows that default; `pkgs.<name>` unless given

    `state`
    : whether it keeps files; then there is `dataDir`

    `port`
    : default port, or null; then there are `port` and `openFirewall`

    `address`
    : default listen address, or null where the program takes none; then there is `address`

    `runtime`
    : a name of `runtimes`; one with a log variable brings `logLevel`

    `logLevels`
    : levels, where the program itself takes one; then there is `logLevel`

    `settings`
    : where its environment variables are documented, or null; then there is `settings`

    `arguments`
    : where its command line is documented, or null; then there is `extraArgs`

    `secrets`
    : `{ required; optional; }`, names of secret environment variables, or null; then there is
      `environmentFile`, which has no default where a variable is required

    # Example

    ```nix
    lib.attrNames (mkServiceOptions { name = "pds"; description = "a PDS"; package = { }; port = 3000; })
    => [ "dataDir" "enable" "group" "openFirewall" "package" "port" "serviceName" "user" ]
    ```
  */
  mkServiceOptions =
    {
      name,
      description,
      package,
      packageText ? "pkgs.${name}",
      state ? true,
      port ? null,
      address ? null,
      runtime ? "go",
      logLevels ?
        if runtimes.runtimes.${runtime}.logVariable == null then
          null
        else
          runtimes.runtimes.${runtime}.logLevels,
      settings ? null,
      arguments ? null,
      secrets ? null,
    }:
    {
      enable = lib.mkEnableOption description;

      package = lib.mkOption {
        type = lib.types.package;
        default = package;
        defaultText = lib.literalExpression packageText;
        description = "The package to run.";
      };
    }
    // identityOptions name
    // lib.optionalAttrs state (stateOptions name)
    // lib.optionalAttrs (port != null) (networkOptions port)
    // lib.optionalAttrs (address != null) (addressOptions address)
    // lib.optionalAttrs (logLevels != null) (logOptions logLevels)
    // lib.optionalAttrs (settings != null) (settingsOptions settings)
    // lib.optionalAttrs (arguments != null) (argumentsOptions arguments)
    // lib.optionalAttrs (secrets != null) (secretsOptions name secrets);
}
