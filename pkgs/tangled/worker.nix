# A worker of tangled's core repository: one JavaScript module, run by workerd.
{
  lib,
  stdenvNoCC,
  fetchgit,
}:

{
  name,
  description,
  interface,
}:

stdenvNoCC.mkDerivation {
  pname = "tangled-${name}";
  version = "1.11.0-alpha";

  src = fetchgit {
    url = "https://tangled.org/@tangled.org/core";
    rev = "12ef7f8f63ee4a14a552ebed603802c79e4d72f8";
    hash = "sha256-t8UQ85/bPXrbFs3V/paFtQvv4lSrr2lszrdcgspuAaA=";
  };

  installPhase = ''
    runHook preInstall
    install -D ${name}/src/index.js $out/share/${name}/index.js
    runHook postInstall
  '';

  passthru.atproto = interface;

  meta = {
    inherit description;
    homepage = "https://tangled.org/@tangled.org/core";
    license = lib.licenses.mit;
    platforms = lib.platforms.all;
  };
}
