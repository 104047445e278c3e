{
  imports = [
    ./microcosm
    ./tangled
  ];
}
