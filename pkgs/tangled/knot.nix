{
  lib,
  callPackage,
  git,
  makeWrapper,
}:

callPackage ./core.nix { } {
  program = "knot";
  version = "1.11.0-alpha";
  description = "Git server whose owners and members are accounts of the AT Protocol";
  source = {
    rev = "12ef7f8f63ee4a14a552ebed603802c79e4d72f8";
    hash = "sha256-t8UQ85/bPXrbFs3V/paFtQvv4lSrr2lszrdcgspuAaA=";
  };
  vendorHash = "sha256-yPLS7JCTqHvWYMp3opn3aqm7ImGQTLYK0qIOmQU9YLk=";
  nativeBuildInputs = [ makeWrapper ];
  postInstall = ''
    wrapProgram $out/bin/knot --prefix PATH : ${lib.makeBinPath [ git ]}
  '';
  interface = {
    type = "service";
    services = [ "knot" ];
    protocols = [
      "com.atproto"
      "sh.tangled"
    ];
    runtime = "go";
    database = "sqlite";
    arguments = [ "server" ];
    stateDirectory = "tangled-knot";
    ports = {
      http = {
        port = 5555;
        environment = "KNOT_SERVER_LISTEN_ADDR";
        address = true;
      };
      internal = {
        port = 5444;
        environment = "KNOT_SERVER_INTERNAL_LISTEN_ADDR";
        address = true;
      };
    };
    configuration = {
      required = [
        "KNOT_SERVER_HOSTNAME"
        "KNOT_SERVER_OWNER"
      ];
      optional = [
        "APPVIEW_ENDPOINT"
        "KNOT_GIT_USER_EMAIL"
        "KNOT_GIT_USER_NAME"
        "KNOT_REPO_MAIN_BRANCH"
        "KNOT_REPO_README"
        "KNOT_REPO_SCAN_PATH"
        "KNOT_SERVER_DB_PATH"
        "KNOT_SERVER_DEV"
        "KNOT_SERVER_JETSTREAM_ENDPOINT"
        "KNOT_SERVER_LOG_DIDS"
        "KNOT_SERVER_PLC_URL"
      ];
    };
  };
}
