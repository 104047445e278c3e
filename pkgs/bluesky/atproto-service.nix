# A service of the TypeScript implementation: one pnpm workspace.
{
  lib,
  stdenv,
  fetchFromGitHub,
  makeWrapper,
  nodejs_22,
  pnpm,
}:

{
  service,
  entry,
  description,
  interface,
}:

stdenv.mkDerivation {
  pname = "atproto-${service}";
  version = "0-unstable-2026-08-20";

  src = fetchFromGitHub {
    owner = "bluesky-social";
    repo = "atproto";
    rev = "d6296a1cfdb40a773319cb59061300e4e8e52f26";
    hash = "sha256-VdGiILb6IcpVKVWzEpzbgd93L0uvkt8wMJS+ygDR3n4=";
  };

  nativeBuildInputs = [
    makeWrapper
    nodejs_22
    pnpm
  ];

  buildPhase = ''
    runHook preBuild
    pnpm build
    runHook postBuild
  '';

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r . $out/lib/atproto
    makeWrapper ${lib.getExe nodejs_22} $out/bin/atproto-${service} \
      --chdir $out/lib/atproto/services/${service} \
      --add-flags "--enable-source-maps ${entry}"
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hash of the pnpm dependencies" ];
    atproto = interface;
  };

  meta = {
    inherit description;
    homepage = "https://github.com/bluesky-social/atproto/tree/main/services/${service}";
    license = [
      lib.licenses.mit
      lib.licenses.asl20
    ];
    mainProgram = "atproto-${service}";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
