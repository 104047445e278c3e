/**
 * The options of NixOS that make units, with types that merge as NixOS' own do: Nix that both evaluators read. All other
 * options of NixOS are left to whoever evaluates: our evaluator takes them for unknown, nixpkgs' for free settings.
 */
export const nixosOptions = `{ lib, ... }:
let
  inherit (lib) mkOption types;

  directive = lib.mkOptionType {
    name = "systemd directive";
    check = value: lib.isDerivation value || !lib.isFunction value;
    merge =
      location: definitions:
      if lib.any (definition: lib.isList definition.value) definitions then
        lib.concatMap (definition: lib.toList definition.value) definitions
      else
        lib.mergeEqualOption location definitions;
  };

  option = type: default: mkOption { inherit type default; };
  section = option (types.attrsOf directive) { };
  names = option (types.listOf types.str) [ ];
  text = option types.lines "";
  number = option (types.nullOr types.int) null;
  relations = [
    "after" "before" "bindsTo" "conflicts" "onFailure" "onSuccess" "partOf" "requiredBy" "requires" "requisite"
    "upheldBy" "upholds" "wantedBy" "wants"
  ];

  unitOptions = {
    enable = option types.bool true;
    description = option types.str "";
    documentation = names;
    unitConfig = section;
    startLimitBurst = number;
    startLimitIntervalSec = number;
  }
  // lib.genAttrs relations (_: names);

  units = more: option (types.attrsOf (types.submodule { freeformType = types.attrsOf types.anything; options = unitOptions // more; })) { };

  serviceOptions = {
    environment = option (types.attrsOf (types.nullOr (types.oneOf [ types.str types.path types.package ]))) { };
    path = option (types.listOf (types.oneOf [ types.package types.str ])) [ ];
    serviceConfig = section;
    startAt = option (types.coercedTo types.str lib.singleton (types.listOf types.str)) [ ];
  }
  // lib.genAttrs [ "script" "preStart" "postStart" "reload" "preStop" "postStop" ] (_: text);

in
{
  options = {
    assertions = option (types.listOf types.unspecified) [ ];
    warnings = names;
    systemd = {
      services = units serviceOptions;
      user.services = units serviceOptions;
      timers = units { timerConfig = section; };
      sockets = units { socketConfig = section; listenStreams = names; listenDatagrams = names; };
      paths = units { pathConfig = section; };
      targets = units { };
      tmpfiles.rules = names;
    };
  };
}
`

/** NixOS' `utils`, as far as units need it. */
export const nixosUtils = `{ lib }:
{
  escapeSystemdExecArg = arg: lib.replaceStrings [ "%" "$" ] [ "%%" "$$" ] (builtins.toJSON (toString arg));
  escapeSystemdExecArgs = lib.concatMapStringsSep " " (
    arg: lib.replaceStrings [ "%" "$" ] [ "%%" "$$" ] (builtins.toJSON (toString arg))
  );
  escapeSystemdPath = path: lib.replaceStrings [ "/" ] [ "-" ] (lib.removePrefix "/" path);
}
`
