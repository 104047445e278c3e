{
  imports = [
    ./appview.nix
    ./darkroom.nix
    ./labeler.nix
    ./notifications.nix
  ];
}
