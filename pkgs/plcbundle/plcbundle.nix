{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule {
  pname = "plcbundle";
  version = "0.5.0-alpha.4";

  src = fetchFromGitHub {
    owner = "atscan";
    repo = "plcbundle";
    rev = "12a52286c0734338fceb29ec548f72521f2340c2";
    hash = "sha256-msSTk797cghWhc1J4If9YwfyMXjapZBIVoMKOD+C6dE=";
  };

  vendorHash = "sha256-IAYFAsFtAfnBz/U56bQqUZQf8CeohW7fMV6BAxW7SkI=";
  subPackages = [ "cmd/plcbundle" ];

  passthru.atproto = {
    type = "service";
    services = [ "plcbundle" ];
    protocols = [ "did:plc" ];
    runtime = "go";
    arguments = [
      "server"
      "--sync"
    ];
    stateDirectory = "plcbundle";
    ports = {
      http = {
        port = 8080;
        argument = "--port";
      };
    };
    configuration = {
      required = [ ];
      optional = [ ];
    };
  };

  meta = {
    description = "Archives the operations of the PLC directory in bundles that anybody can verify";
    homepage = "https://github.com/atscan/plcbundle";
    license = lib.licenses.mit;
    mainProgram = "plcbundle";
    platforms = lib.platforms.linux;
  };
}
