# Says on the web who is who: handles under own domains, and documents of did:web identities. Served by nginx.
{ config, lib, ... }:

let
  cfg = config.services.atproto-federation;
  inherit (import ../../lib/service-common.nix { inherit lib; }) serviceTypes;

  mkHost = locations: {
    enableACME = cfg.acme;
    forceSSL = cfg.acme;
    inherit locations;
  };

  mkAnswer = type: body: {
    extraConfig = ''
      default_type ${type};
      add_header Access-Control-Allow-Origin * always;
      return 200 '${body}';
    '';
  };

  # nginx ends the text at a quote and reads a dollar sign as a variable: both are spelled as JSON escapes.
  json =
    value:
    lib.replaceStrings
      [
        "'"
        "$"
      ]
      [
        "\\u0027"
        "\\u0024"
      ]
      (builtins.toJSON value);

  documentOf = domain: endpoint: {
    "@context" = [ "https://www.w3.org/ns/did/v1" ];
    id = "did:web:${domain}";
    service = [
      {
        id = "#${endpoint.id}";
        inherit (endpoint) type;
        serviceEndpoint = endpoint.url;
      }
    ];
  };
in
{
  options.services.atproto-federation = {
    enable = lib.mkEnableOption "well-known documents for handles and did:web identities";

    handles = lib.mkOption {
      type = serviceTypes.attrsBy serviceTypes.hostName serviceTypes.did;
      default = { };
      example = {
        "ann.example.com" = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
      };
      description = "DID by handle. The handle is a domain that points to this machine.";
    };

    services = lib.mkOption {
      type = serviceTypes.attrsBy serviceTypes.hostName (
        lib.types.submodule {
          options = {
            id = lib.mkOption {
              type = lib.types.strMatching "[A-Za-z0-9._-]+";
              example = "bsky_fg";
              description = "Id of the service in the document.";
            };

            type = lib.mkOption {
              type = lib.types.strMatching "[A-Za-z0-9]+";
              example = "BskyFeedGenerator";
              description = "Type of the service in the document.";
            };

            url = lib.mkOption {
              type = serviceTypes.httpUrl;
              example = "https://feeds.example.com";
              description = "Address of the service.";
            };
          };
        }
      );
      default = { };
      example = {
        "feeds.example.com" = {
          id = "bsky_fg";
          type = "BskyFeedGenerator";
          url = "https://feeds.example.com";
        };
      };
      description = "What a `did:web` identity offers, by its domain, which points to this machine.";
    };

    acme = lib.mkOption {
      type = lib.types.bool;
      default = true;
      example = false;
      description = "Whether to serve HTTPS only, with certificates that are fetched and renewed by ACME.";
    };
  };

  config = lib.mkIf cfg.enable {
    services.nginx = {
      enable = true;
      virtualHosts = lib.mkMerge [
        (lib.mapAttrs (
          _: did: mkHost { "= /.well-known/atproto-did" = mkAnswer "text/plain" did; }
        ) cfg.handles)
        (lib.mapAttrs (
          domain: endpoint:
          mkHost {
            "= /.well-known/did.json" = mkAnswer "application/json" (json (documentOf domain endpoint));
          }
        ) cfg.services)
      ];
    };
  };
}
