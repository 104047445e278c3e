# A stand-in for nixpkgs' packages: of each only its name is known, and its path and its program are made up.
{
  lib,
  # Names that are read from `pkgs`, as paths.
  packages,
}:

let
  storePath =
    name: "/nix/store/00000000000000000000000000000000-${lib.strings.sanitizeDerivationName name}";

  standIn =
    name:
    let
      self = {
        type = "derivation";
        inherit name;
        pname = name;
        version = "1";
        outPath = storePath name;
        drvPath = "${storePath name}.drv";
        outputName = "out";
        outputSpecified = false;
        outputs = [ "out" ];
        system = "x86_64-linux";
        meta.mainProgram = name;
        passthru = { };
        override = _: self;
        overrideAttrs = _: self;
        overridePythonAttrs = _: self;
        withPackages = _: self;
      }
      // lib.genAttrs [ "out" "bin" "lib" "dev" "man" "doc" ] (_: self);
    in
    self;

  # Some of those names are functions. What `writeText` and the like make is not: it may be a directive of a unit.
  callable = name: standIn name // { __functor = _: _: callable name; };

  # What is read below a name lies in the stand-in of that name.
  below =
    paths:
    lib.mapAttrs (
      name: inner: below (lib.filter (path: path != [ ]) (map (lib.drop 1) inner)) // callable name
    ) (lib.groupBy lib.head paths);

  named = argument: standIn (argument.name or argument.pname or "file");

  format = _: {
    type = lib.types.anything;
    generate = name: _: standIn name;
  };

  builders = {
    callPackage = file: _: standIn (baseNameOf (dirOf (toString file)));
    writeText = name: _: standIn name;
    writeTextDir = name: _: standIn (baseNameOf name);
    writeTextFile = named;
    writeScript = name: _: standIn name;
    writeScriptBin = name: _: standIn name;
    writeShellScript = name: _: standIn name;
    writeShellScriptBin = name: _: standIn name;
    writeShellApplication = named;
    runCommand =
      name: _: _:
      standIn name;
    runCommandLocal =
      name: _: _:
      standIn name;
    linkFarm = name: _: standIn name;
    symlinkJoin = named;
    buildEnv = named;
    formats = lib.genAttrs [
      "hocon"
      "ini"
      "iniWithGlobalSection"
      "javaProperties"
      "json"
      "keyValue"
      "toml"
      "xml"
      "yaml"
      "yaml_1_1"
      "yaml_1_2"
    ] (_: format);
  };

  platform = {
    system = "x86_64-linux";
    isLinux = true;
    isDarwin = false;
    isx86_64 = true;
    isAarch64 = false;
  };
in
below packages
// builders
// {
  inherit lib standIn;
  system = "x86_64-linux";
  stdenv = (standIn "stdenv") // {
    hostPlatform = platform;
    inherit (platform) isLinux isDarwin system;
  };
}
