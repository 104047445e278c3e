{
  lib,
  stdenv,
  callPackage,
  deno,
  makeWrapper,
}:

stdenv.mkDerivation {
  pname = "slices-frontend";
  version = "0.2.0";

  src = callPackage ./source.nix { };

  nativeBuildInputs = [ makeWrapper ];

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r . $out/lib/slices
    makeWrapper ${lib.getExe deno} $out/bin/slices-frontend \
      --chdir $out/lib/slices \
      --add-flags "run --allow-all frontend/src/main.ts"
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hash of the Deno dependencies" ];
    atproto = {
      type = "service";
      description = "the web interface of Slices";
      documentation.environment = "https://tangled.org/@slices.network/slices/tree/main/frontend";
      proxy = true;
      services = [ "slices-frontend" ];
      protocols = [ "network.slices" ];
      runtime = "deno";
      database = "sqlite";
      stateDirectory = "slices-frontend";
      ports = {
        http = {
          port = 8080;
          environment = "PORT";
        };
      };
      settings = {
        api = {
          type = "httpUrl";
          default = "http://127.0.0.1:3000";
          example = "https://api.example.com";
          description = "Interface of Slices.";
        };
        slice = {
          pattern = "at://did:[a-z]+:[^/[:space:]]+/[a-zA-Z0-9.-]+/[A-Za-z0-9._~:-]+";
          example = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/network.slices.slice/3lymhd4jhrd2z";
          description = "Record of the slice that it shows.";
        };
        publicUrl = {
          type = "httpUrl";
          example = "https://slices.example.com";
          description = "Address that visitors reach it under.";
        };
        identityProvider = {
          type = "httpUrl";
          example = "https://aip.example.com";
          description = "Server that visitors sign in by.";
        };
      };
      environment = {
        API_URL = "{api}";
        DATABASE_URL = "{dataDir}/sessions.db";
        DENO_DIR = "{dataDir}/deno";
        OAUTH_AIP_BASE_URL = "{identityProvider}";
        OAUTH_REDIRECT_URI = "{publicUrl}/oauth/callback";
        SLICE_URI = "{slice}";
      };
      configuration = {
        required = [
          "API_URL"
          "OAUTH_AIP_BASE_URL"
          "OAUTH_CLIENT_ID"
          "OAUTH_CLIENT_SECRET"
          "OAUTH_REDIRECT_URI"
          "SLICE_URI"
        ];
        secrets = [ "OAUTH_CLIENT_ID" ];
        optional = [
          "ADMIN_DID"
          "DATABASE_URL"
        ];
      };
    };
  };

  meta = {
    description = "Web interface of Slices";
    homepage = "https://slices.network";
    license = lib.licenses.mit;
    mainProgram = "slices-frontend";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
