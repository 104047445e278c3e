{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-firehose";
  version = "0.2.1";
  description = "Reads the firehose and hands records to a feed generator";
  interface = {
    type = "service";
    services = [ "firehose" ];
    protocols = [ "com.atproto.sync" ];
    runtime = "rust";
    configuration = {
      required = [ "RSKY_API_KEY" ];
      optional = [
        "FEEDGEN_QUEUE_ENDPOINT"
        "FEEDGEN_SUBSCRIPTION_CURSOR"
        "FEEDGEN_SUBSCRIPTION_ENDPOINT"
        "FEEDGEN_SUBSCRIPTION_PATH"
      ];
    };
  };
}
