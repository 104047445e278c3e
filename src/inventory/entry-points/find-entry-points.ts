import type { SourceTree } from '../source/source-tree.ts'

/** Files that users import, where the config names none; those that name packages best come first. */
const usual = [
  'nur.nix',
  'default.nix',
  'pkgs/default.nix',
  'modules/default.nix',
  'flake.nix',
  'overlay.nix',
  'overlays/default.nix',
]

/**
 * @param configured paths from the config, or null
 * @returns those that are there, in the order in which they name packages best
 */
export function findEntryPoints(tree: SourceTree, configured: readonly string[] | null): readonly string[] {
  const paths = configured === null ? usual : [...configured].sort((one, other) => rank(one) - rank(other))
  return [...new Set(paths)].filter((path) => tree.importTarget(path) === path)
}

function rank(path: string): number {
  const at = usual.indexOf(path)
  return at === -1 ? usual.indexOf('modules/default.nix') : at
}
