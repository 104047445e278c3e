# One module of a repository on a made-up NixOS, by nixpkgs' own module system: off, enabled with its required options,
# and with each option varied. The search path has `repository`, `nixpkgs-lib` and `trial`, and nothing else can be read.
{
  # Path of the module, from the root of the repository.
  path,
  # Option sets that hold its switches, as lists of names.
  sets,
  # What files of the repository read from `pkgs`, as lists of names.
  packages,
  # Whether settings of NixOS that nobody here declares are evaluated, too. A module whose settings depend on others of its
  # own may not stand that: to know which are there, all are looked at.
  withFree,
}:

let
  lib = import <nixpkgs-lib>;
  pkgs = import <trial/packages.nix> { inherit lib packages; };
  samples = import <trial/samples.nix> { inherit lib pkgs; };

  free = import <trial/free-type.nix> { inherit lib; };

  file = <repository> + "/${path}";

  # A function that makes a module is called with stand-ins: `{ self }: { config, ... }: { ... }`.
  open =
    value:
    let
      names = lib.functionArgs value;
      isOfModules = lib.any (name: names ? ${name}) [
        "config"
        "lib"
        "options"
        "pkgs"
        "specialArgs"
        "utils"
      ];
      opened = value (
        if names == { } then
          pkgs.standIn "argument"
        else
          lib.mapAttrs (name: _: pkgs.standIn name) (lib.filterAttrs (_: hasDefault: !hasDefault) names)
      );
      isCurried = builtins.tryEval (lib.isFunction opened);
    in
    if
      !lib.isFunction value || isOfModules || names == { } && !(isCurried.success && isCurried.value)
    then
      value
    else
      open opened;

  isPlain = lib.isAttrs (import file) || lib.functionArgs (import file) ? config;

  module = if isPlain then file else lib.setDefaultModuleLocation file (open (import file));

  evaluate =
    settings:
    lib.evalModules {
      specialArgs.modulesPath = "/nixpkgs/nixos/modules";
      modules = [
        <trial/nixos-options.nix>
        <trial/machine.nix>
        {
          _module = {
            check = withFree;
            args = {
              inherit pkgs;
              utils = import <trial/nixos-utils.nix> { inherit lib; };
            };
          };
        }
        (if withFree then { freeformType = lib.types.lazyAttrsOf free; } else { })
        module
      ]
      ++ map (setting: lib.setAttrByPath setting.loc setting.value) settings;
    };

  # Forces what is set of what nobody here declares.
  forceFree =
    options: config:
    lib.all (
      name:
      if !(options ? ${name}) then
        builtins.deepSeq config.${name} true
      else
        lib.isOption options.${name} || forceFree options.${name} config.${name}
    ) (lib.attrNames config);

  # Messages of assertions that do not hold; where all do, everything else is forced: as NixOS goes about it.
  try =
    what: isOff: settings:
    builtins.addErrorContext "«trial: ${what}»" (
      let
        inherit (evaluate settings) options config;
        failed = map (each: each.message) (lib.filter (each: !each.assertion) config.assertions);
        declared = lib.filter (option: option.isDefined && lib.head option.loc != "meta") (
          lib.collect lib.isOption (removeAttrs options [ "_module" ])
        );
        # Of an option of its own, not what lies in it: a submodule may want for something as long as nobody reads it. A
        # default may, too, while the module is off.
        force =
          option:
          if !isOwn option then
            builtins.deepSeq option.value
          else if isOff then
            lib.id
          else
            builtins.seq option.value;
        forced =
          lib.all (option: force option true) declared
          && forceFree options (removeAttrs config [ "_module" ]);
      in
      builtins.deepSeq failed (if failed == [ ] then builtins.seq forced failed else failed)
    );

  blank = builtins.addErrorContext "«trial: off»" (evaluate [ ]);

  isBelow = set: location: lib.take (lib.length set) location == set;

  isOwn =
    option:
    lib.any (declaration: toString declaration == toString file) option.declarations
    ||
      lib.hasPrefix (toString <repository>) (toString (lib.head (option.declarations ++ [ "" ])))
      && lib.any (set: isBelow set option.loc) sets;

  own = lib.filter (
    option:
    isOwn option
    && !(option.readOnly or false)
    && !(option.internal or false)
    && option.visible or true != false
  ) (lib.collect lib.isOption (removeAttrs blank.options [ "_module" ]));

  # The switch of a service; one inside a service keeps its default.
  isSwitch =
    option:
    lib.last option.loc == "enable"
    &&
      !(lib.any (
        other:
        lib.last other.loc == "enable"
        && lib.length other.loc < lib.length option.loc
        && isBelow (lib.init other.loc) option.loc
      ) own);

  isPackage =
    option:
    lib.elem option.type.name [
      "package"
      "shellPackage"
    ];
  isRequired = option: !(option ? default) && !isSwitch option && !isPackage option;

  setting = option: value: {
    inherit (option) loc;
    inherit value;
  };

  given = map (option: setting option (pkgs.standIn (lib.last (lib.init option.loc)))) (
    lib.filter isPackage own
  );
  required = map (option: {
    inherit option;
    values = samples.of option;
  }) (lib.filter isRequired own ++ lib.concatMap requiredInside own);

  # Options of a submodule that need a value, where there is one instance of it.
  requiredInside =
    option:
    let
      options = lib.collect lib.isOption (
        removeAttrs (option.type.getSubOptions option.loc) [ "_module" ]
      );
    in
    lib.optionals (option.type.name == "submodule" && !isRequired option) (
      lib.filter isRequired options ++ lib.concatMap requiredInside options
    );
  enabled =
    given
    ++ map (option: setting option true) (lib.filter isSwitch own)
    ++ map ({ option, values }: setting option (lib.head values)) (
      lib.filter ({ values, ... }: values != [ ]) required
    );

  standing = (evaluate enabled).options;

  # A second value: another sample where it is required, else the first that differs from what it is by itself.
  otherValue =
    option:
    let
      values = samples.of option;
      value = (lib.getAttrFromPath option.loc standing).value;
    in
    if isRequired option then
      lib.drop 1 values
    else
      lib.filter (sample: (builtins.tryEval (sample != value)).value) values;

  variations = lib.concatMap (
    option:
    let
      values = otherValue option;
    in
    lib.optional (values != [ ]) (setting option (lib.head values))
  ) (lib.filter (option: !isSwitch option && !isPackage option) own);

  off = try "off" true given;
  on = try "enabled" false enabled;
  vary =
    varied:
    try "with ${lib.showOption varied.loc}" false (
      lib.filter (one: one.loc != varied.loc) enabled ++ [ varied ]
    );
in
builtins.seq off (
  builtins.seq on {
    # Required options of which no value can be made.
    unset = map ({ option, ... }: lib.showOption option.loc) (
      lib.filter ({ values, ... }: values == [ ]) required
    );
    # What assertions say against the samples.
    refused = on;
    varied = if on == [ ] then lib.length (lib.filter (one: lib.isList (vary one)) variations) else 0;
  }
)
