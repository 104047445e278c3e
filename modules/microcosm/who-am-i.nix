# Who-am-i: tells a site who its visitor is, with their consent.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.microcosm-who-am-i;
  integration = import ../../lib/nixos-integration.nix { inherit lib; };
  microcosmLib = import ../../lib/microcosm.nix { inherit lib; };
in
{
  options.services.microcosm-who-am-i =
    microcosmLib.mkMicrocosmServiceOptions {
      name = "who-am-i";
      description = "Who-am-i, which tells a site who its visitor is";
      package = pkgs.microcosm-who-am-i or (pkgs.callPackage ../../pkgs/microcosm/who-am-i.nix { });
      state = false;
      port = 9997;
      address = "127.0.0.1";
      logLevels = null;
      secrets.required = [ "APP_SECRET" ];
    }
    // integration.credentialOptions {
      oauth-key = "the OAuth client's private key, PKCS#8 in PEM";
      jwt-key = "the private key that signs tokens, PKCS#8 in PEM";
    }
    // {
      baseUrl = lib.mkOption {
        type = microcosmLib.serviceTypes.httpUrl;
        example = "https://who-am-i.example.com";
        description = "Address that visitors reach the service under.";
      };

      allowedHosts = lib.mkOption {
        type = lib.types.nonEmptyListOf microcosmLib.serviceTypes.hostName;
        example = [ "app.example.com" ];
        description = "Hosts that may ask who their visitor is.";
      };
    };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (microcosmLib.mkConfigValidation cfg [ ])

      (microcosmLib.mkUserConfig cfg)

      (microcosmLib.mkSystemdService cfg {
        description = "Who-am-i";
        # The key's path is systemd's to fill in: it is the one argument left unescaped.
        ExecStart = "${
          microcosmLib.escapeExecArgs (
            [ (lib.getExe cfg.package) ]
            ++ lib.concatMap (host: [
              "--allow_host"
              host
            ]) cfg.allowedHosts
          )
        } --jwt-private-key %d/jwt-key";
        environment = {
          BASE_URL = cfg.baseUrl;
          BIND = microcosmLib.endpoint cfg.address cfg.port;
        };
      })

      (integration.mkSecretsIntegration cfg { OAUTH_PRIVATE_KEY = "oauth-key"; })

      (microcosmLib.mkFirewallConfig cfg [ cfg.port ])

      (microcosmLib.mkIntegrations cfg { inherit (pkgs) curl; })
    ]
  );
}
