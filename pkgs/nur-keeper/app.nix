{
  lib,
  buildNpmPackage,
  git,
  makeWrapper,
}:

buildNpmPackage {
  pname = "nur-keeper";
  version = "0.1.0";

  src = lib.cleanSource ../..;

  # package-lock.json names no addresses, from which the hash would be computed: `npm install --package-lock-only` in a
  # copy adds them.
  npmDepsHash = lib.fakeHash;
  # The optional dependency is a Node for machines that have an older one.
  npmFlags = [
    "--omit=dev"
    "--omit=optional"
  ];
  nativeBuildInputs = [ makeWrapper ];

  # Node runs the sources as they are.
  dontNpmBuild = true;

  postInstall = ''
    wrapProgram $out/bin/nur-keeper --prefix PATH : ${lib.makeBinPath [ git ]}
  '';

  passthru = {
    unestablished = [ "npmDepsHash" ];
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
    broken = true;
  };
}
