{
  imports = [
    ./harbor
    ./lighthouse
  ];
}
