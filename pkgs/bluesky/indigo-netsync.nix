{ callPackage }:

callPackage ./indigo.nix { } {
  program = "netsync";
  description = "Fetches whole repositories, for an archive";
  interface = {
    type = "service";
    services = [ "netsync" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    arguments = [
      "--repo-list"
      "repos.txt"
    ];
    stateDirectory = "indigo-netsync";
    ports = {
      metrics = {
        port = 8753;
        argument = "--port";
      };
    };
    configuration = {
      required = [ ];
      optional = [
        "MAGIC_HEADER_KEY"
        "MAGIC_HEADER_VAL"
      ];
    };
  };
}
