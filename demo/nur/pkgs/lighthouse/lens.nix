{
  lib,
  buildGoModule,
  fetchFromGitHub,
}:

buildGoModule rec {
  pname = "lens";
  version = "0.7.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "lens";
    rev = "v${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  passthru.atproto.type = "library";

  meta = {
    description = "Library that reads records";
    homepage = "https://example.org/lens";
    license = lib.licenses.mit;
  };
}
