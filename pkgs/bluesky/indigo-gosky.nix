{ callPackage }:

callPackage ./indigo.nix { } {
  program = "gosky";
  description = "Client for the command line, for developers";
}
