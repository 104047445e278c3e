import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type NurSize = {
  readonly packages: number
  /** Every how many-th package has a module: 1 for all. */
  readonly modulesEvery: number
  /** Padding, so that a NUR of 300 files reaches 1 MB: lines of comments and settings per file. */
  readonly linesOfPadding: number
}

/**
 * Writes a NUR of a given size: organisations of ten packages, a shared library, modules reached from
 * `modules/default.nix`. The same size gives the same bytes.
 * @returns the number of files and bytes written
 */
export function generateNur(directory: string, size: NurSize): { files: number; bytes: number } {
  let files = 0
  let bytes = 0
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
    files++
    bytes += Buffer.byteLength(text)
  }
  const organisations = Math.ceil(size.packages / 10)
  const names = (org: number): number[] =>
    Array.from({ length: 10 }, (_, index) => org * 10 + index).filter((index) => index < size.packages)
  const hasModule = (index: number): boolean => index % size.modulesEvery === 0

  write(
    'default.nix',
    '{ pkgs }:\n\n{\n  modules = import ./modules;\n}\n// import ./pkgs { inherit pkgs; }\n',
  )
  write('lib/service-common.nix', sharedLibrary)
  write('pkgs/default.nix', packageIndex(organisations))
  const moduleOrgs = Array.from({ length: organisations }, (_, org) => org).filter((org) =>
    names(org).some(hasModule),
  )
  write(
    'modules/default.nix',
    `{\n  imports = [\n${moduleOrgs.map((org) => `    ./org${org}\n`).join('')}  ];\n}\n`,
  )
  for (let org = 0; org < organisations; org++) {
    const own = names(org)
    const lines = own.map((index) => `  package${index} = pkgs.callPackage ./package${index}.nix { };\n`)
    write(`pkgs/org${org}/default.nix`, `{ pkgs }:\n\n{\n${lines.join('')}}\n`)
    for (const index of own)
      write(`pkgs/org${org}/package${index}.nix`, packageFile(index, size.linesOfPadding))
    const modules = own.filter(hasModule)
    if (modules.length === 0) continue
    const imports = modules.map((index) => `    ./package${index}.nix\n`)
    write(`modules/org${org}/default.nix`, `{\n  imports = [\n${imports.join('')}  ];\n}\n`)
    for (const index of modules) {
      write(`modules/org${org}/package${index}.nix`, moduleFile(org, index, size.linesOfPadding))
    }
  }
  return { files, bytes }
}

const sharedLibrary = `{ lib }:

{
  /**
    The options every service has.
  */
  mkServiceOptions =
    name: extra:
    {
      enable = lib.mkEnableOption name;
      package = lib.mkOption {
        type = lib.types.package;
        description = "The package to run.";
      };
    }
    // extra;

  /**
    One hardened unit.
  */
  mkSystemdService = name: execStart: {
    systemd.services.\${name} = {
      wantedBy = [ "multi-user.target" ];
      serviceConfig = {
        ExecStart = execStart;
        DynamicUser = true;
        ProtectSystem = "strict";
        ProtectHome = true;
        NoNewPrivileges = true;
      };
    };
  };
}
`

function packageIndex(organisations: number): string {
  const lines = Array.from(
    { length: organisations },
    (_, org) => `    org${org} = import ./org${org} { inherit pkgs; };\n`,
  )
  return `{ pkgs }:

let
  inherit (pkgs) lib;
  organisations = {
${lines.join('')}  };
in
lib.concatMapAttrs (
  org: packages: lib.mapAttrs' (name: lib.nameValuePair "\${org}-\${name}") packages
) organisations
`
}

function packageFile(index: number, padding: number): string {
  return `{
  lib,
  rustPlatform,
  fetchFromGitHub,
}:

rustPlatform.buildRustPackage rec {
  pname = "package${index}";
  version = "0.${index}.0";

  src = fetchFromGitHub {
    owner = "example";
    repo = pname;
    rev = "v\${version}";
    hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  };

  env = {
${settings(padding)}  };

  passthru.atproto = {
    type = "${index % 3 === 0 ? 'application' : 'tooling'}";
    services = [ ${index % 3 === 0 ? `"package${index}"` : ''} ];
  };

  meta = {
    description = "Package ${index}";
    license = lib.licenses.mit;
    mainProgram = "package${index}";
  };
}
`
}

function moduleFile(org: number, index: number, padding: number): string {
  return `{
  config,
  lib,
  pkgs,
  ...
}:

let
  serviceLib = import ../../lib/service-common.nix { inherit lib; };
  cfg = config.services.org${org}.package${index};
in
{
  options.services.org${org}.package${index} = serviceLib.mkServiceOptions "package${index}" {
    settings = lib.mkOption {
      type = lib.types.attrsOf lib.types.str;
      description = "Environment of the service.";
      default = {
${settings(padding)}      };
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      {
        services.org${org}.package${index}.package = lib.mkDefault (
          pkgs.callPackage ../../pkgs/org${org}/package${index}.nix { }
        );
      }
      (serviceLib.mkSystemdService "package${index}" (lib.getExe cfg.package))
    ]
  );
}
`
}

function settings(lines: number): string {
  return Array.from(
    { length: lines },
    (_, line) => `    SETTING_${line} = "value number ${line} of many"; # why ${line}\n`,
  ).join('')
}
