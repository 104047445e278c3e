{ callPackage }:

callPackage ./core.nix { } {
  program = "interdiff";
  version = "1.11.0-alpha";
  description = "Shows what changed between two patches";
  source = {
    rev = "12ef7f8f63ee4a14a552ebed603802c79e4d72f8";
    hash = "sha256-t8UQ85/bPXrbFs3V/paFtQvv4lSrr2lszrdcgspuAaA=";
  };
  vendorHash = "sha256-yPLS7JCTqHvWYMp3opn3aqm7ImGQTLYK0qIOmQU9YLk=";
  interface.type = "tool";
}
