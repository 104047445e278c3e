final: prev: {
  beacon = final.callPackage ./pkgs/beacon { };
}
