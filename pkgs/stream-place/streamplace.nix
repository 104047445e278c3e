{
  lib,
  buildGoModule,
  fetchgit,
  pkg-config,
  gst_all_1,
}:

buildGoModule {
  pname = "streamplace";
  version = "0-unstable-2025-10-20";

  src = fetchgit {
    url = "https://tangled.org/@stream.place/streamplace";
    rev = "a40860f005ba4da989cfe1a5c39d29fa3564fea6";
    hash = "sha256-wfBeOrDGaY5+lHFGJ4fEUxA4ttMfECM7RByL9SSxF9I=";
  };

  vendorHash = "sha256-bElUNlQzk7+NcvZmEeo4P8H6UCrEGG/4VD7E7oIlQ38=";
  subPackages = [ "cmd/streamplace" ];

  nativeBuildInputs = [ pkg-config ];
  buildInputs = [
    gst_all_1.gstreamer
    gst_all_1.gst-plugins-base
    gst_all_1.gst-plugins-good
    gst_all_1.gst-plugins-bad
  ];
  doCheck = false;

  passthru = {
    unestablished = [ "how the Rust library and the web application that are linked in are built" ];
    atproto = {
      type = "service";
      services = [ "streamplace" ];
      protocols = [ "place.stream" ];
      runtime = "go";
      database = "sqlite";
      stateDirectory = "streamplace";
      ports = {
        http = {
          port = 38080;
          environment = "SP_HTTP_ADDR";
          address = true;
        };
        internal = {
          port = 39090;
          environment = "SP_HTTP_INTERNAL_ADDR";
          address = true;
        };
        rtmp = {
          port = 1935;
          environment = "SP_RTMP_ADDR";
          address = true;
        };
      };
      configuration = {
        required = [ ];
        optional = [
          "SP_DATA_DIR"
          "SP_PLC_URL"
          "SP_RELAY_HOST"
        ];
      };
    };
  };

  meta = {
    description = "Live video on the AT Protocol";
    homepage = "https://stream.place";
    license = lib.licenses.mit;
    mainProgram = "streamplace";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
