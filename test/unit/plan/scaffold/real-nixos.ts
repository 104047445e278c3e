import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { nixpkgsLib } from '../../../support/nixpkgs-lib.ts'

/** Whether a program is on this machine. */
function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
}

const nix = 'nix-instantiate'
const analyse = 'systemd-analyze'
export const hasNix = hasProgram(nix)
export const hasNixpkgs = hasNix && nixpkgsLib !== null
export const hasSystemd = hasProgram(analyse)

/** A tree of files in a folder of its own, gone when the work is done. */
export function withFolder<T>(files: ReadonlyMap<string, string>, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'nur-keeper-'))
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What real Nix says against a file; empty where it parses. */
export function parseFault(folder: string, path: string): string {
  const run = spawnSync(nix, ['--parse', join(folder, path)], {
    encoding: 'utf8',
    env: nixEnvironment(),
  })
  return run.status === 0 ? '' : run.stderr
}

export type Unit = Readonly<Record<string, unknown>>
export type Evaluated = {
  readonly services: Readonly<Record<string, Unit>>
  readonly failedAssertions: readonly string[]
  readonly options: readonly { readonly name: string; readonly described: boolean }[]
  readonly config: {
    readonly firewall: unknown
    readonly users: unknown
    readonly nginx: unknown
    readonly postgresql: unknown
  }
}

/**
 * Evaluates modules by nixpkgs' own module system, with a stand-in for the NixOS options that they set.
 * @param modules paths below the folder
 * @param settings Nix: the configuration that a user writes
 */
export function evaluateModules(folder: string, modules: readonly string[], settings: string): Evaluated {
  const expression = `
    let
      lib = import ${nixpkgsLib ?? ''};
      escape = arg: builtins.replaceStrings [ "%" "$" ] [ "%%" "$$" ] (builtins.toJSON (toString arg));
      package = { type = "derivation"; name = "true"; outPath = "/usr"; meta.mainProgram = "true"; };
      any = lib.mkOption { type = lib.types.attrsOf lib.types.anything; default = { }; };
      unit = lib.types.submodule {
        freeformType = lib.types.attrsOf lib.types.anything;
        options = lib.genAttrs [ "wants" "after" "requires" "wantedBy" ] (_: lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; })
          // lib.genAttrs [ "environment" "serviceConfig" "unitConfig" ] (_: any);
      };
      nixos = {
        options = {
          assertions = lib.mkOption { type = lib.types.listOf lib.types.unspecified; default = [ ]; };
          warnings = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ ]; };
          systemd.services = lib.mkOption { type = lib.types.attrsOf unit; default = { }; };
          systemd.tmpfiles = any; networking.firewall = any; users = any;
          services.nginx = any; services.postgresql = any;
        };
      };
      evaluated = lib.evalModules {
        specialArgs = {
          pkgs = { inherit lib; callPackage = _path: _arguments: package; };
          utils.escapeSystemdExecArgs = lib.concatMapStringsSep " " escape;
        };
        modules = [ nixos (${settings}) ] ++ map (path: ${folder} + "/\${path}") (builtins.fromJSON ${nixString(JSON.stringify(modules))});
      };
      own = option: builtins.any (file: lib.hasPrefix "${folder}" (toString file)) option.declarations;
      documented = builtins.filter own (lib.collect lib.isOption evaluated.options);
    in {
      inherit (evaluated.config.systemd) services;
      failedAssertions = map (a: a.message) (builtins.filter (a: !a.assertion) evaluated.config.assertions);
      options = map (o: { name = lib.showOption o.loc; described = o ? description && o.description != ""; }) documented;
      config = { inherit (evaluated.config.networking) firewall; inherit (evaluated.config) users; inherit (evaluated.config.services) nginx postgresql; };
    }`
  const output = execFileSync(nix, ['--eval', '--strict', '--json', '-E', expression], {
    encoding: 'utf8',
    env: nixEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return JSON.parse(output) as Evaluated
}

/** A unit file as NixOS writes it from an evaluated service. */
export function unitFile(service: Unit): string {
  const section = (values: unknown): string[] =>
    Object.entries(values as Record<string, unknown>).flatMap(([key, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((item) => item !== null)
        .map((item: unknown) => `${key}=${String(item)}`),
    )
  const list = (value: unknown): string => (Array.isArray(value) ? value.join(' ') : '')
  return [
    '[Unit]',
    `Description=${String(service['description'])}`,
    `Wants=${list(service['wants'])}`,
    `After=${list(service['after'])}`,
    `StartLimitBurst=${Number(service['startLimitBurst'] ?? 5)}`,
    `StartLimitIntervalSec=${Number(service['startLimitIntervalSec'] ?? 10)}`,
    ...section(service['unitConfig']),
    '[Service]',
    ...Object.entries(service['environment'] as Record<string, string | null>).flatMap(([key, value]) =>
      value === null ? [] : [`Environment="${key}=${value}"`],
    ),
    ...section(service['serviceConfig']),
    '',
  ].join('\n')
}

/** What `systemd-analyze verify` says against a unit, besides what is missing on this machine. */
export function verifyFaults(name: string, text: string): readonly string[] {
  return withFolder(new Map([[`${name}.service`, text]]), (folder) => {
    const file = join(folder, `${name}.service`)
    const run = spawnSync(analyse, ['verify', '--man=no', '--recursive-errors=no', file], {
      encoding: 'utf8',
    })
    return run.stderr.split('\n').filter((line) => line.includes(`${name}.service`))
  })
}

/** Exposure of a unit, 0 to 10: `systemd-analyze security --offline`. */
export function exposure(name: string, text: string): number {
  return withFolder(new Map([[`${name}.service`, text]]), (folder) => {
    const run = spawnSync(
      analyse,
      ['security', '--offline=true', '--no-pager', join(folder, `${name}.service`)],
      { encoding: 'utf8' },
    )
    const found = /Overall exposure level for .*: ([0-9.]+)/.exec(run.stdout)
    if (found === null) throw new Error(`no exposure: ${run.stdout}${run.stderr}`)
    return Number(found[1])
  })
}

function nixString(text: string): string {
  return `"${text.replace(/["\\$]/g, '\\$&')}"`
}

/** Real Nix without the machine's store, profile or network. */
function nixEnvironment(): NodeJS.ProcessEnv {
  const folder = join(tmpdir(), 'nur-keeper-nix')
  return {
    ...process.env,
    NIX_STATE_DIR: join(folder, 'state'),
    NIX_STORE_DIR: join(folder, 'store'),
    NIX_LOG_DIR: join(folder, 'log'),
  }
}
