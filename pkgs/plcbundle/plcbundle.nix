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
    description = "plcbundle, an archive of the PLC directory";
    documentation.arguments = "https://github.com/atscan/plcbundle";
    proxy = true;
    backup = true;
    services = [ "plcbundle" ];
    protocols = [ "did:plc" ];
    runtime = "go";
    arguments = [
      "server"

      "--host"
      "{address}"
      "--plc"
      "{plc}"
      "--sync={sync}"
      "--interval"
      "{interval}"
      "--websocket={webSocket}"
      "--resolver={resolver}"

    ];
    stateDirectory = "plcbundle";
    ports = {
      http = {
        port = 8080;
        argument = "--port";
      };
    };
    settings = {
      plc = {
        type = "httpUrl";
        default = "https://plc.directory";
        example = "http://127.0.0.1:2582";
        description = "Directory that `did:plc` identifiers are looked up in.";
      };
      sync = {
        type = "boolean";
        default = true;
        example = false;
        description = "Whether to go on fetching; off to serve what is there.";
      };
      interval = {
        type = "goDuration";
        default = "1m";
        example = "10m";
        description = "How often to look for new operations.";
      };
      webSocket = {
        type = "boolean";
        default = false;
        example = true;
        description = "Whether operations can be streamed.";
      };
      resolver = {
        type = "boolean";
        default = false;
        example = true;
        description = "Whether identifiers can be looked up.";
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
