{
  lib,
  stdenv,
  fetchurl,
  git,
  makeWrapper,
  nodejs,
  writeText,
}:

let
  lock = lib.importJSON ../../package-lock.json;

  # What is only for development, and the Node for machines that have an older one, stay away.
  isNeeded =
    path: module:
    path != ""
    && !(module.dev or false)
    && !(module.devOptional or false)
    && !(module.optional or false);

  nameOf = path: module: module.name or (lib.last (lib.splitString "node_modules/" path));

  fetch =
    path: module:
    let
      name = nameOf path module;
    in
    fetchurl {
      url = "https://registry.npmjs.org/${name}/-/${baseNameOf name}-${module.version}.tgz";
      hash = module.integrity;
    };

  # package-lock.json has the hash of each package: told where they lie, npm needs no network and no hash of them all.
  fetchedLock = lock // {
    packages = lib.mapAttrs (
      path: module:
      module // lib.optionalAttrs (isNeeded path module) { resolved = "file:${fetch path module}"; }
    ) lock.packages;
  };
in
stdenv.mkDerivation {
  pname = "nur-keeper";
  inherit (lib.importJSON ../../package.json) version;

  src = lib.cleanSource ../..;

  postPatch = ''
    cp ${writeText "package-lock.json" (builtins.toJSON fetchedLock)} package-lock.json
  '';

  nativeBuildInputs = [
    makeWrapper
    nodejs
  ];

  buildPhase = ''
    runHook preBuild
    HOME=$TMPDIR npm ci --offline --ignore-scripts --no-audit --no-fund --omit=dev --omit=optional
    runHook postBuild
  '';

  # Node runs the sources as they are.
  installPhase = ''
    runHook preInstall
    mkdir -p $out/lib/nur-keeper
    cp -r bin grammar lib node_modules package.json src templates CHANGELOG.md LICENSE $out/lib/nur-keeper
    makeWrapper ${lib.getExe nodejs} $out/bin/nur-keeper \
      --add-flags $out/lib/nur-keeper/bin/nur-keeper \
      --prefix PATH : ${lib.makeBinPath [ git ]}
    runHook postInstall
  '';

  passthru = {
    atproto = {
      type = "service";
      description = "nur-keeper, the GitHub App";
      documentation.environment = "its `docs/operating.md`";
      logLevels = [
        "trace"
        "debug"
        "info"
        "warn"
        "error"
        "fatal"
      ];
      proxy = true;
      services = [ "nur-keeper" ];
      protocols = [ ];
      runtime = "node";
      arguments = [ "serve" ];
      stateDirectory = "nur-keeper";
      ports.http = {
        port = 3000;
        environment = "PORT";
      };
      settings = {
        appId = {
          type = "positive";
          example = 123456;
          description = "Number of the App, as GitHub shows it.";
        };
        api = {
          type = "httpUrl";
          default = "https://api.github.com";
          example = "https://github.example.com/api/v3";
          description = "GitHub's interface: another one for GitHub Enterprise.";
        };
      };
      environment = {
        APP_ID = "{appId}";
        DATA_DIR = "{dataDir}";
        GITHUB_API_URL = "{api}";
        HOST = "{address}";
      };
      credentials.private-key = {
        environment = "PRIVATE_KEY_PATH";
        description = "the private key of the App, in PEM";
      };
      configuration = {
        required = [
          "APP_ID"
          "PRIVATE_KEY_PATH"
          "WEBHOOK_SECRET"
        ];
        optional = [
          "DATABASE_URL"
          "DATA_DIR"
          "GITHUB_API_URL"
          "HOST"
          "LOG_LEVEL"
          "PORT"
        ];
      };
    };
  };

  meta = {
    description = "Keeps a Nix User Repository whole: every service package has its module, every document is true";
    license = lib.licenses.mit;
    mainProgram = "nur-keeper";
    platforms = lib.platforms.linux;
  };
}
