{
  lib,
  buildNpmPackage,
  fetchFromGitHub,
  makeWrapper,
  nodejs,
}:

buildNpmPackage {
  pname = "leaflet";
  version = "0-unstable-2025-11-01";

  src = fetchFromGitHub {
    owner = "hyperlink-academy";
    repo = "leaflet";
    rev = "a1ee677f4499819b303348073a8da50100b9972b";
    hash = "sha256-5dXN+P3RGHqdb9PGi376VUiDt2CHOy9WdvMXmlNYJN0=";
  };

  npmDepsHash = "sha256-QvcEgUOQlHrmVzdDqsuAQbMQ9EEIlIUPM+WXZc+doi0=";
  nativeBuildInputs = [ makeWrapper ];

  buildPhase = ''
    runHook preBuild
    npx next build
    npm run build-appview
    npm run build-feed-service
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r . $out/lib/leaflet
    makeWrapper $out/lib/leaflet/node_modules/.bin/next $out/bin/leaflet \
      --chdir $out/lib/leaflet --add-flags start
    makeWrapper ${lib.getExe nodejs} $out/bin/leaflet-appview \
      --add-flags $out/lib/leaflet/appview/dist/index.js
    makeWrapper ${lib.getExe nodejs} $out/bin/leaflet-feeds \
      --add-flags $out/lib/leaflet/feeds/dist/index.js
    runHook postInstall
  '';

  passthru = {
    unestablished = [
      "how it builds without the address of a Supabase, which the pages are built with"
    ];
    atproto = {
      type = "service";
      services = [
        "leaflet"
        "leaflet-appview"
        "leaflet-feeds"
      ];
      protocols = [ "pub.leaflet" ];
      runtime = "node";
      database = "postgresql";
      stateDirectory = "leaflet";
      ports = {
        http = {
          port = 3000;
          environment = "PORT";
        };
      };
      configuration = {
        required = [
          "NEXT_PUBLIC_SUPABASE_API_URL"
          "NEXT_PUBLIC_SUPABASE_ANON_KEY"
          "SUPABASE_SERVICE_ROLE_KEY"
          "NEXT_PUBLIC_APP_URL"
          "DB_URL"
        ];
        optional = [
          "CURSOR_FILE"
          "FEED_SERVICE_URL"
          "IFRAMELY_KEY"
          "JOSE_PRIVATE_KEY_1"
          "POSTMARK_API_KEY"
          "REDIS_URL"
        ];
      };
    };
  };

  meta = {
    description = "Publishing on the AT Protocol";
    homepage = "https://leaflet.pub";
    license = lib.licenses.mit;
    mainProgram = "leaflet";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
