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
      configuration = {
        required = [
          "API_URL"
          "OAUTH_AIP_BASE_URL"
          "OAUTH_CLIENT_ID"
          "OAUTH_CLIENT_SECRET"
          "OAUTH_REDIRECT_URI"
          "SLICE_URI"
        ];
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
