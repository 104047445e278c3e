# A program of tangled's core repository, in Go.
{
  lib,
  buildGoModule,
  fetchgit,
  pkg-config,
  sqlite,
}:

{
  program,
  version,
  description,
  source,
  vendorHash,
  interface,
  unestablished ? [ ],
  nativeBuildInputs ? [ ],
  postInstall ? "",
}:

buildGoModule {
  pname = "tangled-${program}";
  inherit version vendorHash;

  src = fetchgit ({ url = "https://tangled.org/@tangled.org/core"; } // source);

  subPackages = [ "cmd/${program}" ];
  tags = [ "libsqlite3" ];
  nativeBuildInputs = [ pkg-config ] ++ nativeBuildInputs;
  buildInputs = [ sqlite ];
  doCheck = false;
  inherit postInstall;

  passthru = {
    inherit unestablished;
    atproto = interface;
  };

  meta = {
    inherit description;
    homepage = "https://tangled.org/@tangled.org/core";
    license = lib.licenses.mit;
    mainProgram = program;
    platforms = lib.platforms.linux;
    broken = unestablished != [ ];
  };
}
