{ pkgs }:

{
  modules = import ./modules;
}
// import ./pkgs { inherit pkgs; }
