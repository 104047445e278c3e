# A new machine, for what modules set and read of NixOS beside units.
{ lib, pkgs, ... }:

let
  inherit (lib) types;

  free = import <trial/free-type.nix> { inherit lib; };

  value =
    default:
    lib.mkOption {
      type = types.raw;
      inherit default;
    };
in
{
  options = {
    # Names of maintainers, which lie outside of `lib`.
    meta = value { };
    boot.isContainer = value false;
    networking = {
      hostName = value "machine";
      domain = value null;
      fqdn = value "machine.example.com";
      fqdnOrHostName = value "machine";
      enableIPv6 = value true;
    };
    nixpkgs.hostPlatform = value pkgs.stdenv.hostPlatform;
    system.stateVersion = value lib.trivial.release;
    time.timeZone = value null;
    services =
      lib.genAttrs
        [
          "caddy"
          "httpd"
          "mysql"
          "nginx"
          "postgresql"
          "prometheus"
          "traefik"
        ]
        (_: {
          enable = lib.mkOption {
            type = types.bool;
            default = false;
          };
        })
      // {
        redis.servers = lib.mkOption {
          type = types.attrsOf (types.submodule { freeformType = types.lazyAttrsOf free; });
          default = { };
        };
      };
  };
}
