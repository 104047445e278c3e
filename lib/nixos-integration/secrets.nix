# Secrets in files that only systemd and the service can read.
{ lib, serviceLib }:

{
  /**
    The option `credentials`: one required path per secret.

    # Type

    ```
    credentialOptions :: { <name> :: String } -> { credentials :: … }
    ```

    # Arguments

    `secrets`
    : by name of the credential, what it is

    # Example

    ```nix
    lib.attrNames (credentialOptions { signing-key = "the key that signs commits"; }).credentials
    => [ "signing-key" ]
    ```
  */
  credentialOptions = secrets: {
    credentials = lib.mapAttrs (
      name: description:
      lib.mkOption {
        type = serviceLib.serviceTypes.secretPath;
        example = "/run/secrets/${name}";
        description = "File with ${description}; systemd hands it to the service and to nobody else.";
      }
    ) secrets;
  };

  /**
    Hands the files of `credentials` to the unit (`LoadCredential=`), and tells the program where they are.

    # Type

    ```
    mkSecretsIntegration :: Cfg -> { <variable> :: String } -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName` and `credentials`

    `variables`
    : by environment variable that takes a path, the name of the credential

    # Example

    ```nix
    (mkSecretsIntegration { serviceName = "pds"; credentials.key = "/run/secrets/key"; } { KEY_FILE = "key"; })
      .systemd.services.pds.environment
    => { KEY_FILE = "%d/key"; }
    ```
  */
  mkSecretsIntegration = cfg: variables: {
    systemd.services.${cfg.serviceName} = {
      environment = lib.mapAttrs (_: name: "%d/${name}") variables;
      serviceConfig.LoadCredential = lib.mapAttrsToList (name: path: "${name}:${path}") cfg.credentials;
    };
  };
}
