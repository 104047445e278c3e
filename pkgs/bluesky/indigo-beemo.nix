{ callPackage }:

callPackage ./indigo.nix { } {
  program = "beemo";
  description = "Tells a Slack channel of moderation reports or mentions";
  interface = {
    type = "service";
    services = [ "beemo" ];
    protocols = [ "com.atproto.moderation" ];
    runtime = "go";
    arguments = [ "notify-reports" ];
    configuration = {
      required = [
        "ATP_AUTH_ADMIN_PASSWORD"
        "ATP_AUTH_HANDLE"
        "ATP_AUTH_PASSWORD"
        "SLACK_WEBHOOK_URL"
      ];
      optional = [
        "ATP_ADMIN_HOST"
        "ATP_PDS_HOST"
        "ATP_RELAY_HOST"
        "BEEMO_LOG_LEVEL"
        "BEEMO_MENTION_DIDS"
        "BEEMO_MINIMUM_WORDS"
        "POLL_PERIOD"
      ];
    };
  };
}
