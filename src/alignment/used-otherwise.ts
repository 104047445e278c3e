import type { FileFacts, FileReference } from '../model/facts.ts'
import type { Inventory } from '../model/inventory.ts'

/** What a flake calls the machines and homes that it configures, and the functions that configure one. */
const configurations = [
  'nixosConfigurations',
  'darwinConfigurations',
  'homeConfigurations',
  'nixosSystem',
  'darwinSystem',
  'homeManagerConfiguration',
]

/** Whether a repository configures machines or homes of its own with what it holds. */
export function configuresMachines({ facts }: Inventory): boolean {
  return facts.some(isConfiguration)
}

/**
 * Files that are there for something else than to be handed out: what entry points import by themselves, what the
 * repository's own machines are made of, and what it evaluates in a module system of its own, each with all that those
 * name.
 * @returns their paths
 */
export function usedOtherwise({ entryPoints, facts }: Inventory): ReadonlySet<string> {
  const references = new Map(facts.map(({ path, fileReferences }) => [path, fileReferences]))
  const read = new Set(entryPoints.flatMap(({ files }) => files))
  const evaluating = facts.filter((file) => isConfiguration(file) || file.mentions.has('evalModules'))
  const starts = [...read].flatMap((path) => references.get(path) ?? []).filter(({ use }) => use === 'import')
  return new Set([
    ...follow(starts, references, read),
    ...follow(
      evaluating.flatMap(({ fileReferences }) => fileReferences),
      references,
      new Set(),
    ),
  ])
}

function isConfiguration({ mentions }: FileFacts): boolean {
  return configurations.some((name) => mentions.has(name))
}

function follow(
  starts: readonly FileReference[],
  references: ReadonlyMap<string, readonly FileReference[]>,
  ends: ReadonlySet<string>,
): ReadonlySet<string> {
  const pending = [...starts]
  const taken = new Set<string>()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const path = references.has(next.target) ? next.target : `${next.target}/default.nix`
    if (taken.has(path)) continue
    taken.add(path)
    if (!ends.has(path)) pending.push(...(references.get(path) ?? []))
  }
  return taken
}
