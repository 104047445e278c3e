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
  pname = "did-method-plc";
  version = "0-unstable-2026-01-19";

  src = fetchFromGitHub {
    owner = "did-method-plc";
    repo = "did-method-plc";
    rev = "cc1bd183da1d4fb3649467eaf9c18afa1ba73f39";
    hash = "sha256-e80DOY2jTEVJ2auXgEwam5KsMU0K556FfWDhEsUEVgk=";
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
    cp -r . $out/lib/did-method-plc
    makeWrapper ${lib.getExe nodejs_22} $out/bin/plc \
      --add-flags "--enable-source-maps $out/lib/did-method-plc/packages/server/service/index.js"
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hash of the yarn dependencies" ];
    atproto = {
      type = "service";
      services = [ "plc" ];
      protocols = [ "did:plc" ];
      runtime = "node";
      database = "postgresql";
      ports = {
        http = {
          port = 2582;
          environment = "PORT";
        };
      };
      configuration = {
        required = [ "DB_CREDS_JSON" ];
        optional = [
          "ADMIN_SECRET"
          "DB_MIGRATE_CREDS_JSON"
          "DB_POOL_SIZE"
          "DB_SCHEMA"
          "ENABLE_MIGRATIONS"
        ];
      };
    };
  };

  meta = {
    description = "Directory of did:plc identifiers";
    homepage = "https://github.com/did-method-plc/did-method-plc";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "plc";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
