# An application of grain, for Deno.
{
  lib,
  stdenv,
  fetchgit,
  deno,
  makeWrapper,
}:

{
  name,
  description,
  interface,
}:

stdenv.mkDerivation {
  pname = "grain-${name}";
  version = "0-unstable-2025-10-01";

  src = fetchgit {
    url = "https://tangled.org/@grain.social/grain";
    rev = "643445cfbfca683b3f17f8990f444405cff2165a";
    hash = "sha256-4gWb3WcWRcIRLTpU/W54NytGhXY6MdVB4hKWrTNdCqM=";
  };

  nativeBuildInputs = [ makeWrapper ];

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/lib
    cp -r ${name} $out/lib/grain-${name}
    makeWrapper ${lib.getExe deno} $out/bin/grain-${name} \
      --chdir $out/lib/grain-${name} \
      --add-flags "run --allow-all src/main.tsx"
    runHook postInstall
  '';

  passthru = {
    unestablished = [
      "hash of the Deno dependencies"
      "environment variables: see upstream's .env.example"
    ];
    atproto = interface;
  };

  meta = {
    inherit description;
    homepage = "https://tangled.org/@grain.social/grain";
    license = lib.licenses.mit;
    mainProgram = "grain-${name}";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
