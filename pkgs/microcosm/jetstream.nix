{ callPackage }:

callPackage ./workspace.nix { } {
  crate = "jetstream";
  description = "Reads a Jetstream from Rust";
  type = "library";
}
