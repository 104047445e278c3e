{
  lib,
  stdenv,
  fetchFromGitHub,
  makeWrapper,
  nodejs_22,
  pnpm,
}:

stdenv.mkDerivation {
  pname = "frontpage";
  version = "0-unstable-2025-12-04";

  src = fetchFromGitHub {
    owner = "likeandscribe";
    repo = "frontpage";
    rev = "2a8a984e7801ba980a3942cef363269637257f9b";
    hash = lib.fakeHash;
  };

  nativeBuildInputs = [
    makeWrapper
    nodejs_22
    pnpm
  ];

  buildPhase = ''
    runHook preBuild
    pnpm --filter frontpage build
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r . $out/lib/frontpage
    makeWrapper $out/lib/frontpage/packages/frontpage/node_modules/.bin/next $out/bin/frontpage \
      --chdir $out/lib/frontpage/packages/frontpage \
      --add-flags start
    runHook postInstall
  '';

  passthru = {
    unestablished = [
      "hash of the source"
      "hash of the pnpm dependencies"
    ];
    atproto = {
      type = "service";
      description = "Frontpage, which gathers links and comments";
      documentation.environment = "https://github.com/likeandscribe/frontpage/tree/main/packages/frontpage";
      stateDirectory = null;
      proxy = true;
      services = [ "frontpage" ];
      protocols = [
        "com.atproto"
        "fyi.unravel.frontpage"
      ];
      runtime = "node";
      ports = {
        http = {
          port = 3000;
          environment = "PORT";
        };
      };
      environment = {
        HOSTNAME = "{address}";
      };
      configuration = {
        required = [
          "DRAINPIPE_CONSUMER_SECRET"
          "CRON_SECRET"
        ];
        optional = [ "HOSTNAME" ];
      };
    };
  };

  meta = {
    description = "Links worth reading, and what people say about them";
    homepage = "https://github.com/likeandscribe/frontpage";
    license = lib.licenses.mit;
    mainProgram = "frontpage";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
