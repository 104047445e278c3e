import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** The Nix of this host. */
export type NixProgram = {
  /** Absolute path of `nix-instantiate`. */
  readonly path: string
  /** Such as 2.8; null where it does not say. */
  readonly version: number | null
}

/** Finds `nix-instantiate` on the search path of programs; null where it is not there, or does not run. */
export function findNix(env: Environment): NixProgram | null {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  const path = folders.map((folder) => join(folder, 'nix-instantiate')).find(isProgram)
  if (path === undefined) return null
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  if (status !== 0) return null
  const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout) ?? []
  return { path, version: major === undefined ? null : Number(major) * 1000 + Number(minor) }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The folder of nixpkgs' `lib`: the given one, or the `lib` in it, as in a checkout of nixpkgs; null where it is neither. */
export function resolveNixpkgsLib(given: string): string | null {
  const found = [given, join(given, 'lib')].find((folder) => existsSync(join(folder, 'modules.nix')))
  return found === undefined ? null : realpathSync(found)
}

/** What the environment names as nixpkgs: `NIXPKGS_LIB`, else `nixpkgs` on Nix' own search path. */
export function nixpkgsOf(env: Environment): string | null {
  const { NIXPKGS_LIB: named, NIX_PATH: searched = '' } = env
  if (named !== undefined && named !== '') return named
  const entries = searched
    .split(/:(?!\/\/)/)
    .map((entry) => (entry.startsWith('nixpkgs=') ? entry.slice('nixpkgs='.length) : join(entry, 'nixpkgs')))
  return entries.find((path) => isAbsolute(path) && resolveNixpkgsLib(path) !== null) ?? null
}
