# Values that an option takes, best first: its example, then what can be made from its type.
{ lib, pkgs }:

let
  # Texts that checked types of text commonly take: names, addresses, paths, identifiers.
  texts = [
    "sample"
    "sample.example.com"
    "https://sample.example.com"
    "wss://sample.example.com/subscribe"
    "127.0.0.1"
    "127.0.0.1:8080"
    "/run/keys/sample"
    "/var/lib/sample"
    "did:plc:ewvi7nxzyoun6zhxrhs64oiz"
    "did:web:sample.example.com"
    "sample@example.com"
    "postgresql:///sample"
    "10s"
    "1G"
    "0644"
  ];

  numbers = [
    1
    2
    10
    8080
    8081
    65536
  ];

  depthLimit = 6;

  takenBy = type: lib.filter (value: (builtins.tryEval (type.check value)).value);

  # The options of a submodule that need a value, with one each; null where none can be made.
  inner =
    depth: type:
    let
      options = lib.filter (
        option: !(option ? default) && !(option.internal or false) && !(option.readOnly or false)
      ) (lib.collect lib.isOption (removeAttrs (type.getSubOptions [ ]) [ "_module" ]));
      valuesOf = option: samplesOf depth option;
    in
    if lib.all (option: valuesOf option != [ ]) options then
      lib.foldl' lib.recursiveUpdate { } (
        map (option: lib.setAttrByPath option.loc (lib.head (valuesOf option))) options
      )
    else
      null;

  fromType =
    depth: type:
    let
      part = name: takenBy type.nestedTypes.${name} (fromType (depth + 1) type.nestedTypes.${name});
      made = {
        bool = [
          true
          false
        ];
        enum = type.functor.payload.values or type.functor.payload;
        package = [
          (pkgs.standIn "sample")
          (pkgs.standIn "other")
        ];
        nullOr = part "elemType" ++ [ null ];
        listOf = map lib.singleton (part "elemType") ++ [ [ ] ];
        attrsOf = map (sample: { inherit sample; }) (part "elemType") ++ [ { } ];
        either = part "left" ++ part "right";
        coercedTo = part "finalType" ++ part "coercedType";
        submodule = lib.filter (value: value != null) [ (inner (depth + 1) type) ];
        anything = [
          { }
          { sample = "sample"; }
        ];
        float = [
          0.5
          1.5
        ];
      };
      alike = {
        boolByOr = "bool";
        shellPackage = "package";
        lazyAttrsOf = "attrsOf";
        attrsWith = "attrsOf";
        attrs = "anything";
        unspecified = "anything";
        raw = "anything";
        numberBetween = "float";
      };
      name = alike.${type.name} or type.name;
    in
    if depth > depthLimit then
      [ ]
    else
      made.${name} or (
        if builtins.match ".*([iI]nt|[nN]umber|[uU]nsigned|[sS]igned|[pP]ositive).*" name != null then
          numbers
        else
          texts
      );

  samplesOf =
    depth: option:
    let
      example = option.example or null;
      isText = lib.isAttrs example && example ? _type;
    in
    takenBy option.type (
      lib.optional (example != null && !isText) example ++ fromType depth option.type
    );
in
{
  of = samplesOf 0;
}
