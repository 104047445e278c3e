{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule {
  pname = "blacksky-community";
  version = "1.127.1";

  src = fetchFromGitHub {
    owner = "blacksky-algorithms";
    repo = "blacksky.community";
    rev = "9fbf84713d9d0718b992fcb47522ceaff5acb3e5";
    hash = "sha256-NZqze7F92cNXxLc9+7ENTxeMPAEJ9gK1AjNJiGFLAIM=";
  };

  sourceRoot = "source/bskyweb";
  vendorHash = lib.fakeHash;
  subPackages = [ "cmd/bskyweb" ];
  tags = [ "timetzdata" ];

  passthru = {
    unestablished = [
      "vendorHash"
      "hash of the pnpm dependencies of the pages that are built into it"
    ];
    atproto = {
      type = "service";
      description = "the web client of the Blacksky community";
      documentation.environment = "https://github.com/blacksky-algorithms/blacksky.community/tree/main/bskyweb";
      stateDirectory = null;
      proxy = true;
      services = [ "community" ];
      protocols = [ "app.bsky" ];
      runtime = "go";
      arguments = [ "serve" ];
      ports = {
        http = {
          port = 8100;
          environment = "HTTP_ADDRESS";
          address = true;
        };
        metrics = {
          port = 9090;
          environment = "METRICS_HTTP_ADDRESS";
          address = true;
        };
      };
      settings = {
        appview = {
          type = "httpUrl";
          default = "https://public.api.bsky.app";
          example = "https://appview.example.com";
          description = "AppView that pages for visitors without an account are made from.";
        };
      };
      environment = {
        ATP_APPVIEW_HOST = "{appview}";
      };
      configuration = {
        required = [ ];
        optional = [
          "ATP_APPVIEW_HOST"
          "BASIC_AUTH_PASSWORD"
          "BRAND_CONFIG"
          "CHAT_HOST"
          "CORS_ALLOWED_ORIGINS"
          "DEBUG"
          "IPCC_HOST"
          "LINK_HOST"
          "OGCARD_HOST"
          "STATIC_CDN_HOST"
        ];
      };
    };
  };

  meta = {
    description = "Client of the Blacksky community, as a web server";
    homepage = "https://github.com/blacksky-algorithms/blacksky.community";
    license = lib.licenses.mit;
    mainProgram = "bskyweb";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
