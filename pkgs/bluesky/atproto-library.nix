# A library of the TypeScript implementation, as its sources: what builds a client bundles them.
{
  lib,
  stdenvNoCC,
  fetchFromGitHub,
}:

{
  name,
  version,
  description,
}:

stdenvNoCC.mkDerivation {
  pname = "atproto-${name}";
  inherit version;

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "atproto";
    rev = "d6296a1cfdb40a773319cb59061300e4e8e52f26";
    hash = "sha256-VdGiILb6IcpVKVWzEpzbgd93L0uvkt8wMJS+ygDR3n4=";
  };

  installPhase = ''
    runHook preInstall
    mkdir -p $out/lib/node_modules/@atproto
    cp -r packages/${name} $out/lib/node_modules/@atproto/${name}
    runHook postInstall
  '';

  passthru.atproto = {
    type = "library";
    services = [ ];
    protocols = [ "com.atproto" ];
  };

  meta = {
    inherit description;
    homepage = "https://github.com/bluesky-social/atproto/tree/main/packages/${name}";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    platforms = lib.platforms.all;
  };
}
