{ callPackage }:

callPackage ./deno-app.nix { } {
  name = "notifications";
  description = "Tells people what happened to their photos";
  interface = {
    type = "service";
    description = "the notifications of Grain";
    documentation.environment = "https://tangled.org/@grain.social/grain/tree/main/notifications";
    services = [ "notifications" ];
    protocols = [
      "com.atproto"
      "social.grain"
    ];
    runtime = "deno";
    stateDirectory = "grain-notifications";
    environment = {
      DENO_DIR = "{dataDir}/deno";
    };
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
