{
  lib,
  stdenv,
  fetchFromGitHub,
  makeWrapper,
  nodejs_22,
  yarnConfigHook,
  yarnBuildHook,
}:

stdenv.mkDerivation {
  pname = "feed-generator";
  version = "0-unstable-2026-02-24";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "feed-generator";
    rev = "e4f3b822261eff6c7a133aeea40cc849869cff9f";
    hash = "sha256-fG3LG3FFX+AG1OJHX2maACNSfWdCe+/uhENuTU9YkYY=";
  };

  nativeBuildInputs = [
    makeWrapper
    nodejs_22
    yarnConfigHook
    yarnBuildHook
  ];

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r . $out/lib/feed-generator
    makeWrapper ${lib.getExe nodejs_22} $out/bin/feed-generator \
      --add-flags $out/lib/feed-generator/dist/index.js
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hash of the yarn dependencies" ];
    atproto = {
      type = "service";
      description = "the starter kit for feeds";
      documentation.environment = "https://github.com/bluesky-social/feed-generator, as `FEEDGEN_…`";
      proxy = true;
      services = [ "feed-generator" ];
      protocols = [ "app.bsky.feed" ];
      runtime = "node";
      database = "sqlite";
      stateDirectory = "bsky-feed-generator";
      ports = {
        http = {
          port = 3000;
          environment = "FEEDGEN_PORT";
        };
      };
      settings = {
        hostname = {
          type = "hostName";
          example = "feed.example.com";
          description = "Domain name that the feeds are reached under.";
        };
        publisherDid = {
          type = "did";
          example = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
          description = "Account that publishes the feeds.";
        };
        relay = {
          type = "webSocketUrl";
          default = "wss://bsky.network";
          example = "wss://relay.example.com";
          description = "Relay that the events come from.";
        };
      };
      environment = {
        FEEDGEN_HOSTNAME = "{hostname}";
        FEEDGEN_LISTENHOST = "{address}";
        FEEDGEN_PUBLISHER_DID = "{publisherDid}";
        FEEDGEN_SQLITE_LOCATION = "{dataDir}/feed.sqlite";
        FEEDGEN_SUBSCRIPTION_ENDPOINT = "{relay}";
      };
      configuration = {
        required = [
          "FEEDGEN_HOSTNAME"
          "FEEDGEN_PUBLISHER_DID"
        ];
        optional = [
          "FEEDGEN_LISTENHOST"
          "FEEDGEN_SERVICE_DID"
          "FEEDGEN_SQLITE_LOCATION"
          "FEEDGEN_SUBSCRIPTION_ENDPOINT"
          "FEEDGEN_SUBSCRIPTION_RECONNECT_DELAY"
        ];
      };
    };
  };

  meta = {
    description = "Starter kit for feeds, which serves one example feed as it is";
    homepage = "https://github.com/bluesky-social/feed-generator";
    license = lib.licenses.mit;
    mainProgram = "feed-generator";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
