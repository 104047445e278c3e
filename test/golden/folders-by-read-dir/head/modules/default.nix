let
  files = builtins.removeAttrs (builtins.readDir ./.) [ "default.nix" ];
in
{
  imports = map (file: ./. + "/${file}") (builtins.attrNames files);
}
