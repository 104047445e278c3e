{ callPackage }:

callPackage ./deno-app.nix { } {
  name = "appview";
  description = "Shares photos: the web application";
  interface = {
    type = "service";
    description = "the web application of Grain, which shares photos";
    documentation.environment = "https://tangled.org/@grain.social/grain/tree/main/appview";
    backup = true;
    services = [ "appview" ];
    protocols = [
      "com.atproto"
      "social.grain"
    ];
    runtime = "deno";
    stateDirectory = "grain-appview";
    environment = {
      DENO_DIR = "{dataDir}/deno";
    };
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
