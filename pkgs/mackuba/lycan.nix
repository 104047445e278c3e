{
  lib,
  stdenv,
  fetchgit,
  bundlerEnv,
  makeWrapper,
  ruby,
}:

let
  src = fetchgit {
    url = "https://tangled.org/@mackuba.eu/lycan";
    rev = "ceea606fba2e03905dbb3be7997fc6a3298cda58";
    hash = "sha256-3CutDYVYkfxuU1SrqtuBeocS+TIPUOM2W4BfIIfaNqs=";
  };

  gems = bundlerEnv {
    name = "lycan-gems";
    inherit ruby;
    gemdir = src;
  };
in
stdenv.mkDerivation {
  pname = "lycan";
  version = "0-unstable-2025-10-20";
  inherit src;

  nativeBuildInputs = [ makeWrapper ];

  installPhase = ''
    runHook preInstall
    mkdir -p $out/bin $out/share
    cp -r . $out/share/lycan
    for program in rackup rake; do
      makeWrapper ${gems}/bin/$program $out/bin/lycan-$program --chdir $out/share/lycan
    done
    for program in worker firehose; do
      makeWrapper ${gems.wrappedRuby}/bin/ruby $out/bin/lycan-$program \
        --chdir $out/share/lycan --add-flags bin/$program
    done
    runHook postInstall
  '';

  passthru = {
    unestablished = [ "hashes of the gems, which bundix writes from the lock file" ];
    atproto = {
      type = "service";
      services = [
        "lycan"
        "lycan-worker"
        "lycan-firehose"
      ];
      protocols = [ "blue.feeds" ];
      runtime = "ruby";
      database = "postgresql";
      ports.http = {
        port = 3000;
        argument = "-p";
      };
      configuration = {
        required = [ "DATABASE_URL" ];
        optional = [
          "APPVIEW_HOST"
          "FIREHOSE_USER_AGENT"
          "JETSTREAM_HOST"
          "RACK_ENV"
          "RELAY_HOST"
          "SERVER_HOSTNAME"
        ];
      };
    };
  };

  meta = {
    description = "Searches what an account has liked, reposted, quoted and pinned";
    homepage = "https://tangled.org/@mackuba.eu/lycan";
    license = lib.licenses.mit;
    mainProgram = "lycan-rackup";
    platforms = lib.platforms.linux;
    broken = true;
  };
}
