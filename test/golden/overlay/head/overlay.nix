final: prev: {
  beacon = final.callPackage ./pkgs/beacon { };
  tally = final.callPackage ./pkgs/tally { };
}
