{
  lib,
  buildGoModule,
  fetchgit,
}:

buildGoModule {
  pname = "yoten";
  version = "0-unstable-2025-10-20";

  src = fetchgit {
    url = "https://tangled.org/@yoten.app/yoten";
    rev = "2de6115fc7b166148b7d9206809e0f4f0c6916d7";
    sha256 = "00lx7pkms1ycrbcmihqc5az98xvw0pb3107b107zikj8i08hygxz";
  };

  vendorHash = "sha256-gjlwSBmyHy0SXTnOi+XNVBKm4t7HWRVNA19Utx3Eh/w=";
  subPackages = [ "cmd/server" ];
  doCheck = false;

  postInstall = ''
    mv $out/bin/server $out/bin/yoten
  '';

  passthru = {
    unestablished = [
      "style sheets and scripts that are generated and fetched before the build"
      "environment variables: see upstream's .env.example"
    ];
    atproto = {
      type = "service";
      description = "Yoten, which keeps track of learning a language";
      documentation.environment = "https://tangled.org/@yoten.app/yoten";
      backup = true;
      services = [ "yoten" ];
      protocols = [ "app.yoten" ];
      runtime = "go";
      database = "sqlite";
      stateDirectory = "yoten";

      configuration = {
        required = [ ];
        optional = [ ];
      };
    };
  };

  meta = {
    description = "Keeps track of learning a language, with others";
    homepage = "https://yoten.app";
    license = lib.licenses.mit;
    mainProgram = "yoten";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
