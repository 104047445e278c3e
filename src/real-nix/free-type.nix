# What NixOS declares beside the options of units is not known here: any value is taken, and merged as it looks.
{ lib }:

let
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
        (lib.types.lazyAttrsOf free).merge location definitions
      else if lib.all lib.isString values then
        lib.concatStringsSep "\n" (lib.unique values)
      else if lib.length values == 1 then
        lib.head values
      else
        lib.mergeEqualOption location definitions;
  };
in
free
