/** A package's file: `pname` built by `builder`. */
export function packageFile(pname: string, builder = 'buildGoModule', more = ''): string {
  return `{ lib, ${builder.split('.')[0] ?? builder} }:
${builder} {
  pname = "${pname}";
  version = "1.0";
  ${more}
}
`
}

/** A module's file that declares `services.<name>` and runs it. */
export function moduleFile(name: string, more = ''): string {
  return `{ config, lib, pkgs, ... }:
let
  cfg = config.services.${name};
in
{
  options.services.${name} = {
    enable = lib.mkEnableOption "${name}";
    ${more}
  };
  config = lib.mkIf cfg.enable {
    systemd.services.${name}.serviceConfig = { ExecStart = "/bin/${name}"; DynamicUser = true; };
  };
}
`
}
