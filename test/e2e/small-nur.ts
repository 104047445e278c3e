import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { packageFiles } from '../../demo/package-files.ts'

const home = join(import.meta.dirname, '../../demo/nur')

/** The NUR of the demo: path → text. It has one fault of its own, a module that nobody imports. */
export const smallNur: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(home, path)).isFile())
    .map((path) => [path, readFileSync(join(home, path), 'utf8')]),
)

const [drafts = {}] = packageFiles({ service: 'lantern', library: 'wick' })

/** `pkgs/harbor/default.nix` with more packages in it. */
export function harborWith(...names: readonly string[]): string {
  const lines = ['buoy', 'tide', ...names].map((name) => `  ${name} = pkgs.callPackage ./${name}.nix { };\n`)
  return `{ pkgs }:\n\n{\n${lines.join('')}}\n`
}

/** A change that adds the service `harbor-lantern`, which lacks a module. */
export const lantern = {
  'pkgs/harbor/default.nix': harborWith('lantern'),
  'pkgs/harbor/lantern.nix': drafts['lantern'] ?? '',
}

/** A change that adds the library `harbor-wick`, which needs none. */
export const wick = {
  'pkgs/harbor/default.nix': harborWith('wick'),
  'pkgs/harbor/wick.nix': drafts['wick'] ?? '',
}

/** A module for `harbor-lantern`, written by hand, and its import. */
export const ownModule = {
  'modules/harbor/default.nix': '{\n  imports = [\n    ./buoy.nix\n    ./lantern.nix\n  ];\n}\n',
  'modules/harbor/lantern.nix': (smallNur['modules/harbor/buoy.nix'] ?? '').replaceAll('buoy', 'lantern'),
}

export const followUpModule = 'modules/harbor/lantern.nix'
