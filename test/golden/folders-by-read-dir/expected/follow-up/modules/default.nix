let
  files = builtins.removeAttrs (builtins.readDir ./.) [ "default.nix" "tally" ];
in
{
  imports = map (file: ./. + "/${file}") (builtins.attrNames files);
}
