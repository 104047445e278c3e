# Adds the packages to nixpkgs, under the names that users write.
final: _prev: import ./pkgs { pkgs = final; }
