{ callPackage }:

callPackage ./deno-app.nix { } {
  name = "notifications";
  description = "Tells people what happened to their photos";
  interface = {
    type = "service";
    services = [ "notifications" ];
    protocols = [
      "com.atproto"
      "social.grain"
    ];
    runtime = "deno";
    stateDirectory = "grain-notifications";
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
