{
  imports = [
    ./red-dwarf.nix
  ];
}
