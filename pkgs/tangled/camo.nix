{ callPackage }:

callPackage ./worker.nix { } {
  name = "camo";
  description = "Passes images on, so that visitors are not seen by other hosts";
  interface = {
    type = "service";
    services = [ "camo" ];
    protocols = [ ];
    configuration = {
      required = [ "CAMO_SHARED_SECRET" ];
      optional = [ ];
    };
  };
}
