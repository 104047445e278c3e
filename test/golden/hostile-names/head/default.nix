{ pkgs }:

{
  modules = import ./modules;

  beacon = pkgs.callPackage ./pkgs/beacon { };
  "ta\"lly\${x}" = pkgs.callPackage ./pkgs/quote { };
  "or" = pkgs.callPackage ./pkgs/keyword { };
  "-rf" = pkgs.callPackage ./pkgs/dash { };
  "@everyone" = pkgs.callPackage ./pkgs/mention { };
}
