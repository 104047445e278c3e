{ pkgs }:

{
  modules = import ./modules;
}
// pkgs.lib.makeScope pkgs.newScope (self: {
  beacon = self.callPackage ./pkgs/beacon { };
  beacon-web = self.callPackage ./pkgs/beacon-web { };
})
