# nginx in front of a service, or instead of one for a site of static files; certificates by ACME.
{ lib, serviceLib }:

let
  acmeOption = lib.mkOption {
    type = lib.types.bool;
    default = true;
    example = false;
    description = "Whether to serve HTTPS only, with a certificate that is fetched and renewed by ACME.";
  };

  secured = acme: {
    enableACME = acme;
    forceSSL = acme;
  };
in
{
  /**
    The options `nginx.enable`, `nginx.domain`, `nginx.acme`.

    # Type

    ```
    nginxOptions :: { nginx :: … }
    ```

    # Example

    ```nix
    lib.attrNames nginxOptions.nginx
    => [ "acme" "domain" "enable" ]
    ```
  */
  nginxOptions = {
    nginx = {
      enable = lib.mkEnableOption "an nginx virtual host before the service";

      domain = lib.mkOption {
        type = lib.types.nullOr serviceLib.serviceTypes.hostName;
        default = null;
        example = "service.example.com";
        description = "Domain name of the virtual host; that of the option `hostname`, where there is one, unless given.";
      };

      acme = acmeOption;
    };
  };

  /**
    An nginx virtual host that passes everything on to the service, web sockets included. Refuses, with a message
    that names the option, to be enabled without a domain.

    # Type

    ```
    mkNginxIntegration :: Cfg -> Int -> Module
    ```

    # Arguments

    `cfg`
    : has `serviceName` and `nginx`

    `port`
    : that the service listens on, on this machine

    # Example

    ```nix
    (mkNginxIntegration { serviceName = "pds"; nginx = { enable = true; domain = "pds.example.com"; acme = true; }; } 3000)
      .content.services.nginx.virtualHosts."pds.example.com".locations."/".proxyPass
    => "http://127.0.0.1:3000"
    ```
  */
  mkNginxIntegration =
    cfg: port:
    let
      domain = if cfg.nginx.domain == null then cfg.hostname or null else cfg.nginx.domain;
    in
    lib.mkIf cfg.nginx.enable {
      assertions = lib.optional (cfg.hostname or null == null) (
        serviceLib.mkValidation cfg.serviceName {
          option = "nginx.domain";
          assertion = domain != null;
          message = "must be set when nginx.enable is on: name the domain that points to this machine";
        }
      );

      services.nginx = {
        enable = true;
        recommendedProxySettings = lib.mkDefault true;
        virtualHosts = lib.optionalAttrs (domain != null) {
          ${domain} = secured cfg.nginx.acme // {
            locations."/" = {
              proxyPass = "http://127.0.0.1:${toString port}";
              proxyWebsockets = true;
            };
          };
        };
      };
    };

  /**
    The options of a site of static files: `enable`, `package`, `domain`, `acme`.

    # Type

    ```
    staticSiteOptions :: { name :: String, description :: String, package :: Package } -> { <option> :: Option }
    ```

    # Arguments

    `name`
    : of the option set below `services`

    `description`
    : what is enabled, as the end of "Whether to enable …"

    `package`
    : default package; its output is the document root

    `packageText`
    : how the manual shows that default; `pkgs.<name>` unless given

    # Example

    ```nix
    lib.attrNames (staticSiteOptions { name = "red-dwarf"; description = "Red Dwarf"; package = { }; })
    => [ "acme" "domain" "enable" "package" "serviceName" ]
    ```
  */
  staticSiteOptions =
    {
      name,
      description,
      package,
      packageText ? "pkgs.${name}",
    }:
    {
      inherit
        (serviceLib.mkServiceOptions {
          inherit
            name
            description
            package
            packageText
            ;
        })
        enable
        package
        serviceName
        ;

      domain = lib.mkOption {
        type = serviceLib.serviceTypes.hostName;
        example = "${name}.example.com";
        description = "Domain name that the site is served under.";
      };

      acme = acmeOption;
    };

  /**
    An nginx virtual host for a single-page application: files as they are, every other path its `index.html`.

    # Type

    ```
    mkStaticSite :: Cfg -> { root :: String, locations :: AttrSet } -> Module
    ```

    # Arguments

    `cfg`
    : has `domain` and `acme`

    `root`
    : directory of the files

    `locations`
    : further locations, as nginx' module takes them

    # Example

    ```nix
    (mkStaticSite { domain = "app.example.com"; acme = true; } { root = "/srv/app"; })
      .services.nginx.virtualHosts."app.example.com".root
    => "/srv/app"
    ```
  */
  mkStaticSite =
    cfg:
    {
      root,
      locations ? { },
    }:
    {
      services.nginx = {
        enable = true;
        virtualHosts.${cfg.domain} = secured cfg.acme // {
          inherit root;
          locations = {
            "/" = {
              tryFiles = "$uri $uri/ /index.html";
              extraConfig = ''
                add_header X-Content-Type-Options nosniff always;
                add_header Referrer-Policy strict-origin-when-cross-origin always;
              '';
            };
          }
          // locations;
        };
      };
    };

  /**
    The configuration of workerd for one worker that is a single ECMAScript module.

    # Type

    ```
    mkWorkerConfig :: { name, module, address, compatibilityDate, secrets } -> String
    ```

    # Arguments

    `name`
    : of the worker

    `module`
    : path of the module

    `address`
    : to listen on, with port

    `compatibilityDate`
    : the day whose behaviour of the runtime the worker was written for

    `secrets`
    : environment variables of workerd that the worker sees under the same names

    # Example

    ```nix
    lib.hasInfix "address = \"127.0.0.1:8787\"" (mkWorkerConfig { name = "camo"; module = "/index.js"; address = "127.0.0.1:8787"; compatibilityDate = "2025-04-30"; })
    => true
    ```
  */
  mkWorkerConfig =
    {
      name,
      module,
      address,
      compatibilityDate,
      secrets ? [ ],
    }:
    let
      binding =
        variable: "(name = ${builtins.toJSON variable}, fromEnvironment = ${builtins.toJSON variable})";
    in
    ''
      using Workerd = import "/workerd/workerd.capnp";

      const config :Workerd.Config = (
        services = [
          (name = ${builtins.toJSON name}, worker = .worker),
          (name = "internet", network = (
            allow = ["public"],
            tlsOptions = (trustBrowserCas = true)
          )),
        ],
        sockets = [
          (name = "http", address = ${builtins.toJSON address}, http = (), service = ${builtins.toJSON name}),
        ],
      );

      const worker :Workerd.Worker = (
        modules = [(name = "worker", esModule = embed ${builtins.toJSON module})],
        compatibilityDate = ${builtins.toJSON compatibilityDate},
        bindings = [${lib.concatMapStringsSep ", " binding secrets}],
        globalOutbound = "internet",
      );
    '';
}
