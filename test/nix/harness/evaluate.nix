# What the modules make of a machine, as plain data. Called by test/nix/harness.ts, once for many cases.
{
  # nixpkgs' lib, as a path.
  nixpkgsLib,
  # Root of the repository.
  root,
}:

let
  lib = import nixpkgsLib;
  pkgs = import ./packages.nix { inherit lib; };
  inherit (import ./render-units.nix { inherit lib; }) renderUnits;

  evaluate =
    modules:
    lib.evalModules {
      modules = [
        ./nixos-options.nix
        { _module.args = { inherit pkgs; }; }
      ]
      ++ modules;
    };

  inRepository = file: lib.hasPrefix "${toString root}/modules/" (toString file);

  # Options that the repository's modules declare, but for internal ones.
  ownOptions =
    options:
    lib.filter (
      option:
      lib.any inRepository option.declarations
      && !(option.internal or false)
      && !(option.readOnly or false)
    ) (lib.collect lib.isOption options);

  isEnable = option: lib.last option.loc == "enable" && lib.length option.loc == 3;

  isRequired = option: !(option ? default) && option ? example;

  isText = example: example._type or null == "literalExpression";

  # A value unlike the default: the example where there is one, or what the type allows.
  otherValue =
    option:
    if option ? example && !isText option.example && option.example != option.default or null then
      if isRequired option then unlike option.example else option.example
    else if option.type.name == "bool" then
      !option.default
    else if option.type.name == "package" then
      pkgs.jq
    else if option.type.name == "listOf" && option.type.nestedTypes.elemType.name == "package" then
      [ pkgs.jq ]
    else
      null;

  # Parts of examples, and other ones as good.
  synonyms = {
    "#" = "#x";
    "/etc/" = "/srv/";
    "/run/secrets" = "/run/keys";
    AppView = "Labeler";
    bsky = "gsky";
    example = "sample";
    zQ3 = "zQ4";
    ewvi7 = "zzvi7";
  };

  unlike =
    value:
    if lib.isString value then
      lib.replaceStrings (lib.attrNames synonyms) (lib.attrValues synonyms) value
    else if lib.isList value then
      map unlike value
    else if lib.isInt value then
      value + 1
    else if lib.isAttrs value then
      lib.mapAttrs (_: unlike) value
    else
      value;

  definition = option: value: lib.setAttrByPath option.loc value;

  describe = option: {
    name = lib.showOption option.loc;
    type = option.type.description;
    described = option ? description;
    required = isRequired option;
    hasDefault = option ? default;
    file = lib.head option.declarations;
  };

  minimal =
    options:
    map (option: definition option true) (lib.filter isEnable options)
    ++ map (option: definition option option.example) (lib.filter isRequired options);

  # Derivations as their paths, so that two machines can be compared.
  plain =
    value:
    if lib.isDerivation value then
      value.outPath
    else if lib.isAttrs value then
      lib.mapAttrs (_: plain) (removeAttrs value [ "_module" ])
    else if lib.isList value then
      map plain value
    else if lib.isFunction value then
      "«function»"
    else
      value;

  machine = config: {
    units = renderUnits config.systemd;
    asserted = map (each: each.message) config.assertions;
    failed = map (each: each.message) (lib.filter (each: !each.assertion) config.assertions);
    inherit (config) warnings;
    other = plain {
      inherit (config)
        users
        networking
        environment
        virtualisation
        ;
      inherit (config.systemd) tmpfiles;
      services = lib.getAttrs [
        "nginx"
        "postgresql"
        "redis"
        "prometheus"
        "restic"
        "openssh"
      ] config.services;
    };
  };

  digest = config: builtins.hashString "sha256" (builtins.toJSON (machine config));

  # Whether an option changes the machine: by itself, with the switch of its group on, or with all else as in the
  # examples, as some options only say how another is done.
  hasEffect =
    module: options: required: option:
    let
      others = lib.filter (
        other: other.loc != option.loc && !isEnable other && !isRequired other
      ) options;
      exampleOf = other: definition other other.example;
      withExample = lib.filter (other: other ? example && !isText other.example) others;
      isSibling =
        other:
        lib.length other.loc > 3
        && lib.length option.loc >= lib.length other.loc
        && lib.take (lib.length other.loc - 1) option.loc == lib.init other.loc;
      switches = map (other: definition other true) (
        lib.filter (other: isSibling other && lib.last other.loc == "enable") others
      );
      needs = map exampleOf (
        lib.filter (other: isSibling other && other.default or 0 == null) withExample
      );
      elsewhere = lib.filter (each: !lib.hasAttrByPath option.loc each) required;
      differs =
        context:
        digest (evaluate ([ module ] ++ required ++ context)).config
        != digest
          (evaluate ([ module ] ++ elsewhere ++ context ++ [ (definition option (otherValue option)) ]))
          .config;
    in
    differs (switches ++ needs) || differs switches || differs (map exampleOf withExample);

  variations =
    module: options: required:
    let
      isVaried = option: !isEnable option;
      varied = lib.filter (option: isVaried option && otherValue option != null) options;
    in
    {
      results = map (option: {
        name = lib.showOption option.loc;
        effect = hasEffect module options required option;
      }) varied;
      untried = map (option: lib.showOption option.loc) (
        lib.filter (option: isVaried option && otherValue option == null) options
      );
    };

  relative = file: lib.removePrefix "${toString root}/" (toString file);
in
{
  # One module: its options, the machine with it off, and enabled with only its required options.
  module =
    file:
    let
      inherit (evaluate [ file ]) options config;
      own = ownOptions options;
      required = minimal own;
    in
    {
      path = relative file;
      options = map describe own;
      off = machine config;
      on = machine (evaluate ([ file ] ++ required)).config;
    };

  # One module: which of its options have an effect.
  effects =
    file:
    let
      own = ownOptions (evaluate [ file ]).options;
    in
    { path = relative file; } // variations file own (minimal own);

  # One module: what its assertions are about, and which of them some bad configuration fires.
  provoked =
    file:
    let
      own = ownOptions (evaluate [ file ]).options;
      required = minimal own;
      named = name: lib.filter (option: lib.concatStringsSep "." (lib.drop 2 option.loc) == name) own;
      set = name: value: map (option: definition option value) (named name);
      ports = lib.filter (option: lib.hasSuffix "ort" (lib.last option.loc)) own;
      bad = [
        (set "settings" { ADMIN_PASSWORD = "x"; })
        (set "nginx.enable" true)
        (set "backup.enable" true)
        (set "database.name" "of_another")
        (set "database.createLocally" false)
        (set "mode" "mirror")
        (map (option: definition option 4000) ports)
        (set "metrics.port" 9000)
        (set "workers" (
          lib.genAttrs [ "one" "two" ] (_: {
            module = "/srv/x.js";
            port = 4000;
          })
        ))
      ];
      machines = map (
        definitions:
        machine
          (evaluate (
            [ file ]
            ++ lib.filter (
              each:
              !lib.any (definition: lib.any (path: lib.hasAttrByPath path each) (pathsOf definition)) definitions
            ) required
            ++ definitions
          ))
          .config
      ) (lib.filter (definitions: definitions != [ ]) bad);
      pathsOf =
        definition:
        map (option: option.loc) (lib.filter (option: lib.hasAttrByPath option.loc definition) own);
      topics = messages: lib.unique (map (message: lib.head (lib.splitString " " message)) messages);
    in
    {
      path = relative file;
      asserted = topics (lib.concatMap (each: each.asserted) machines);
      fired = topics (lib.concatMap (each: each.failed) machines);
      messages = lib.unique (lib.concatMap (each: each.failed) machines);
    };

  # All modules at once, all enabled.
  together =
    file:
    let
      own = ownOptions (evaluate [ file ]).options;
    in
    {
      off = machine (evaluate [ file ]).config;
      on = machine (evaluate ([ file ] ++ minimal own)).config;
    };

  # Modules with configurations of their own: what assertions say, how a deployment evaluates.
  configured = modules: machine (evaluate modules).config;

  # The packages, as far as they can be looked at without building.
  packages =
    let
      packages = import (root + "/default.nix") { inherit pkgs; };
    in
    lib.mapAttrs (_: package: {
      inherit (package) name;
      pname = package.pname or null;
      version = package.version or null;
      description = package.meta.description or null;
      license = package.meta ? license;
      homepage = package.meta.homepage or null;
      mainProgram = package.meta.mainProgram or null;
      broken = package.meta.broken or false;
      unestablished = package.unestablished or [ ];
      atproto = package.atproto or null;
    }) (lib.filterAttrs (_: lib.isDerivation) packages);
}
