{
  description = "Services of the AT Protocol: packages, NixOS modules, and the keeper that keeps both together";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      eachSystem = lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
      ];
    in
    {
      packages = eachSystem (
        system:
        lib.filterAttrs (
          _: package: lib.meta.availableOn { inherit system; } package && !(package.meta.broken or false)
        ) self.legacyPackages.${system}
      );

      legacyPackages = eachSystem (system: import ./pkgs { pkgs = nixpkgs.legacyPackages.${system}; });

      checks.x86_64-linux = import ./test/nix/vm { pkgs = nixpkgs.legacyPackages.x86_64-linux; };

      overlays.default = import ./overlay.nix;

      nixosModules = import ./modules/list.nix;

      lib = {
        serviceCommon = import ./lib/service-common.nix { inherit lib; };
        microcosm = import ./lib/microcosm.nix { inherit lib; };
        nixosIntegration = import ./lib/nixos-integration.nix { inherit lib; };
      };
    };
}
