{ callPackage }:

{
  appview = callPackage ./appview.nix { };
  darkroom = callPackage ./darkroom.nix { };
  labeler = callPackage ./labeler.nix { };
  notifications = callPackage ./notifications.nix { };
}
