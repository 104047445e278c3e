# Rules over several options, in words that name the option and the remedy.
{ lib, identity }:

let
  secretName = ".*(PASSWORD|PASSPHRASE|SECRET|TOKEN|API_KEY|PRIVATE_KEY|PRIVATE_KEY_HEX)";

  namesSecret = name: builtins.match secretName (lib.toUpper name) != null;

  isLoopback = address: address == "::1" || lib.hasPrefix "127." address;

  secretSettings = cfg: lib.filter namesSecret (lib.attrNames (cfg.settings or { }));
in
rec {
  /**
    One assertion.

    # Type

    ```
    mkValidation :: String -> { option, assertion, message } -> { assertion, message }
    ```

    # Arguments

    `serviceName`
    : name of the option set below `services`

    `rule`
    : `option`, a path below that set, or null for the set as a whole; `assertion`, whether all is well; `message`,
      what is wrong and what to do, as the end of a sentence that begins with the option

    # Example

    ```nix
    (mkValidation "pds" { option = "port"; assertion = false; message = "is taken: choose another"; }).message
    => "services.pds.port is taken: choose another"
    ```
  */
  mkValidation =
    serviceName:
    {
      option ? null,
      assertion,
      message,
    }:
    {
      inherit assertion;
      message =
        if option == null then
          "services.${serviceName}: ${message}"
        else
          "services.${serviceName}.${option} ${message}";
    };

  /**
    The assertions of a service: its own, and that no setting looks like a secret. And a warning where a port is opened
    in the firewall that nobody outside could reach.

    # Type

    ```
    mkConfigValidation :: Cfg -> [Rule] -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName`; `settings` are looked at where there are any

    `rules`
    : as `mkValidation` takes them

    # Example

    ```nix
    (lib.head (mkConfigValidation { serviceName = "pds"; settings.ADMIN_PASSWORD = "x"; } [ ]).assertions).assertion
    => false
    ```
  */
  mkConfigValidation =
    cfg: rules:
    let
      name = identity.nameOf cfg;
    in
    {
      assertions =
        lib.optional (cfg ? settings) (
          mkValidation name {
            option = "settings";
            assertion = secretSettings cfg == [ ];
            message = "holds ${lib.concatStringsSep ", " (secretSettings cfg)}, which everybody could read in the Nix store: ${
              if cfg ? environmentFile then
                "put it into services.${name}.environmentFile"
              else
                "give systemd.services.${name} an EnvironmentFile with it"
            }";
          }
        )
        ++ map (mkValidation name) rules;

      warnings = lib.optional (cfg.openFirewall or false && isLoopback (cfg.address or "0.0.0.0")) (
        "services.${name}.openFirewall opens a port that only this machine can reach: "
        + "set services.${name}.address to 0.0.0.0 or ::, or leave the firewall closed"
      );
    };

  /**
    The rule that a service's ports differ.

    # Type

    ```
    distinctPorts :: { <option> :: Int | Null } -> Rule
    ```

    # Arguments

    `ports`
    : by path of the option that sets it; null counts as none

    # Example

    ```nix
    (distinctPorts { port = 3000; "metrics.port" = 3000; }).assertion
    => false
    ```
  */
  distinctPorts =
    ports:
    let
      options = lib.attrNames ports;
    in
    {
      option = lib.head options;
      assertion = lib.allUnique (lib.filter (port: port != null) (lib.attrValues ports));
      message = "must differ from ${lib.concatStringsSep ", " (lib.tail options)}: give each a port of its own";
    };
}
