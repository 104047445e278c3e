{ callPackage }:

callPackage ./deno-app.nix { } {
  name = "labeler";
  description = "Labels photos";
  interface = {
    type = "service";
    description = "the labeler of Grain";
    documentation.environment = "https://tangled.org/@grain.social/grain/tree/main/labeler";
    services = [ "labeler" ];
    protocols = [
      "com.atproto"
      "social.grain"
    ];
    runtime = "deno";
    stateDirectory = "grain-labeler";
    environment = {
      DENO_DIR = "{dataDir}/deno";
    };
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };
}
