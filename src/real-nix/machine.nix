# A new machine, for what modules set and read of NixOS beside units.
{ lib, pkgs, ... }:

let
  inherit (lib) types;

  # What NixOS declares beside the options of units is not known here: any value is taken, and merged as it looks.
  free = lib.mkOptionType {
    name = "free setting of NixOS";
    check = _: true;
    emptyValue.value = { };
    merge =
      location: definitions:
      let
        values = map (definition: definition.value) definitions;
        isSet = value: lib.isAttrs value && !lib.isDerivation value;
      in
      if lib.all lib.isList values then
        lib.concatLists values
      else if lib.all isSet values then
        (types.lazyAttrsOf free).merge location definitions
      else if lib.all lib.isString values then
        lib.concatStringsSep "\n" (lib.unique values)
      else if lib.length values == 1 then
        lib.head values
      else
        lib.mergeEqualOption location definitions;
  };

  value =
    default:
    lib.mkOption {
      type = types.raw;
      inherit default;
    };
in
{
  freeformType = types.lazyAttrsOf free;
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
