{ callPackage }:

callPackage ./indigo.nix { } {
  program = "beemo";
  description = "Tells a Slack channel of moderation reports or mentions";
  interface = {
    type = "service";
    description = "Beemo, which tells Slack of moderation reports";
    documentation.environment = "https://github.com/bluesky-social/indigo/tree/main/cmd/beemo, as `BEEMO_…`";
    stateDirectory = null;
    services = [ "beemo" ];
    protocols = [ "com.atproto.moderation" ];
    runtime = "go";
    arguments = [ "notify-reports" ];
    settings = {
      pds = {
        type = "httpUrl";
        example = "https://pds.example.com";
        description = "Server of the account that it signs in with.";
      };
      admin = {
        type = "httpUrl";
        example = "https://ozone.example.com";
        description = "Address of the moderators' interface, for links.";
      };
      pollSeconds = {
        type = "positive";
        default = 30;
        example = 300;
        description = "Seconds between two looks.";
      };
    };
    environment = {
      ATP_ADMIN_HOST = "{admin}";
      ATP_PDS_HOST = "{pds}";
      POLL_PERIOD = "{pollSeconds}";
    };
    configuration = {
      required = [
        "ATP_AUTH_ADMIN_PASSWORD"
        "ATP_AUTH_HANDLE"
        "ATP_AUTH_PASSWORD"
        "SLACK_WEBHOOK_URL"
      ];
      secrets = [
        "ATP_AUTH_HANDLE"
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
