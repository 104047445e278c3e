{
  description = "Packages as a flake";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
      ];
      forAllSystems = nixpkgs.lib.genAttrs systems;
    in
    {
      packages = forAllSystems (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          beacon = pkgs.callPackage ./pkgs/beacon { };
        }
      );

      nixosModules = {
        beacon = ./modules/beacon.nix;
        tally = ./modules/tally.nix;
      };
    };
}
