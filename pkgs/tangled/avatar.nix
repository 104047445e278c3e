{ callPackage }:

callPackage ./worker.nix { } {
  name = "avatar";
  description = "Passes avatars on, and remembers them";
  interface = {
    type = "service";
    services = [ "avatar" ];
    protocols = [ ];
    configuration = {
      required = [ "AVATAR_SHARED_SECRET" ];
      optional = [ ];
    };
  };
}
