{ callPackage }:

callPackage ./indigo.nix { } {
  program = "netsync";
  description = "Fetches whole repositories, for an archive";
  interface = {
    type = "service";
    description = "Netsync, which fetches repositories for an archive";
    documentation.arguments = "https://github.com/bluesky-social/indigo/tree/main/cmd/netsync";
    services = [ "netsync" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "go";
    arguments = [
      "--worker-count"
      "{workers}"
      "--checkout-limit"
      "{perSecond}"
      "--out-dir"
      "{dataDir}/repositories"
      "--state-file"
      "{dataDir}/state.json"
      "--repo-list"
      "{repositories}"
      "--checkout-path"
      "{source}/xrpc/com.atproto.sync.getRepo"
    ];
    stateDirectory = "indigo-netsync";
    ports = {
      http = {
        port = 8753;
        metrics = true;
        argument = "--port";
      };
    };
    settings = {
      repositories = {
        type = "file";
        example = "/etc/netsync/repositories.txt";
        description = "File with the DIDs of the repositories, one a line.";
      };
      source = {
        type = "httpUrl";
        default = "https://bsky.network";
        example = "https://relay.example.com";
        description = "Server that the repositories come from.";
      };
      workers = {
        type = "positive";
        default = 10;
        example = 4;
        description = "How many repositories are fetched at once.";
      };
      perSecond = {
        type = "positive";
        default = 4;
        example = 1;
        description = "How many fetches begin in a second, at most.";
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
