{ callPackage }:

callPackage ./deno-app.nix { } {
  name = "appview";
  description = "Shares photos: the web application";
  interface = {
    type = "service";
    services = [ "appview" ];
    protocols = [
      "com.atproto"
      "social.grain"
    ];
    runtime = "deno";
    stateDirectory = "grain-appview";
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
