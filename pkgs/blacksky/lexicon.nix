{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-lexicon";
  version = "0.2.8";
  description = "Types of the lexicons";
  interface = {
    type = "library";
    services = [ ];
    protocols = [ "com.atproto" ];
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
