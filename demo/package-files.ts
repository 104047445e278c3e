type Names = { readonly service: string; readonly library: string }

/** How package files are called: with their inputs by name, with more than they need, or with `pkgs`. */
const heads = [
  '{\n  lib,\n  buildGoModule,\n  fetchFromGitHub,\n}:\n\n',
  '{\n  lib,\n  buildGoModule,\n  fetchFromGitHub,\n  ...\n}:\n\n',
  '{ pkgs, ... }:\n\nlet\n  inherit (pkgs) lib buildGoModule fetchFromGitHub;\nin\n',
]

/** The Nix files of a service and of a library, once for each way of calling them: name → text. */
export function packageFiles({ service, library }: Names): readonly Readonly<Record<string, string>>[] {
  return heads.map((head) => ({
    [service]:
      head +
      packageText(service, 'Server that keeps watch over the records of others', serviceInterface(service)),
    [library]: head + packageText(library, 'Library that reads and writes records', libraryInterface),
  }))
}

function packageText(name: string, description: string, declared: string): string {
  return `buildGoModule rec {
  pname = "${name}";
  version = "0.4.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = "${name}";
    rev = "v\${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  vendorHash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

${declared}
  meta = {
    description = "${description}";
    homepage = "https://example.org/${name}";
    license = lib.licenses.mit;
${declared.includes('"service"') ? `    mainProgram = "${name}";\n` : ''}  };
}
`
}

const libraryInterface = `  passthru.atproto.type = "library";
`

function serviceInterface(name: string): string {
  return `  passthru.atproto = {
    type = "service";
    services = [ "${name}" ];
    configuration = {
      required = [ "${name.toUpperCase()}_HOSTNAME" ];
      optional = [ "${name.toUpperCase()}_LOG_LEVEL" ];
    };
  };
`
}
