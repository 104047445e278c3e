{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "rsky-labeler";
  version = "0.1.3";
  description = "Reads the firehose and reports or labels what a filter finds";
  interface = {
    type = "service";
    services = [ "labeler" ];
    protocols = [ "com.atproto.label" ];
    runtime = "rust";
    configuration = {
      required = [
        "MOD_SERVICE_DID"
        "MOD_SERVICE_EMAIL"
        "MOD_SERVICE_PASSWORD"
      ];
      optional = [
        "BSKY_AGENT_URL"
        "ENABLE_CREATE_LABEL"
        "ENABLE_CREATE_REPORT"
        "ENABLE_CREATE_TAG"
        "FEEDGEN_SUBSCRIPTION_ENDPOINT"
        "FEEDGEN_SUBSCRIPTION_PATH"
        "MOD_SERVICE_COMMENT"
        "MOD_SERVICE_LABEL"
        "MOD_SERVICE_LABEL_REASON"
        "MOD_SERVICE_REASON"
      ];
    };
  };
}
