{ callPackage }:

callPackage ./core.nix { } {
  program = "verifysig";
  version = "1.11.0-alpha";
  description = "Checks signatures of commits";
  source = {
    rev = "12ef7f8f63ee4a14a552ebed603802c79e4d72f8";
    hash = "sha256-t8UQ85/bPXrbFs3V/paFtQvv4lSrr2lszrdcgspuAaA=";
  };
  vendorHash = "sha256-yPLS7JCTqHvWYMp3opn3aqm7ImGQTLYK0qIOmQU9YLk=";
  interface.type = "tool";
}
