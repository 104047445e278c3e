# Tests in virtual machines, by nixpkgs' test driver. They need KVM and a Nix that builds, which not every machine
# has: `nix flake check` runs them where both are there; `npm test` only looks whether they evaluate.
{ pkgs }:

let
  run =
    file:
    pkgs.testers.runNixOSTest (
      pkgs.lib.recursiveUpdate { defaults.imports = [ ../../../modules ]; } (import file)
    );
in
{
  federation = run ./federation.nix;
  plcbundle = run ./plcbundle.nix;
  quickdid = run ./quickdid.nix;
  red-dwarf = run ./red-dwarf.nix;
}
