{ callPackage }:

callPackage ./deno-app.nix { } {
  name = "labeler";
  description = "Labels photos";
  interface = {
    type = "service";
    services = [ "labeler" ];
    protocols = [
      "com.atproto"
      "social.grain"
    ];
    runtime = "deno";
    stateDirectory = "grain-labeler";
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
