import { attrSet, type Slot } from '../../nix/eval/value.ts'
import type { DeclaredOption } from './read-options.ts'

type Tree = Map<string, Tree | Slot>

/**
 * Settings under which modules show what they do: each service is enabled, and each set of instances has one.
 * A switch inside a service (`services.x.metrics.enable`) keeps its default.
 */
export function sampleSettings(options: readonly DeclaredOption[]): Slot {
  const root: Tree = new Map()
  const switches = options.filter(({ path, declaration }) => declaration !== null && path.endsWith('.enable'))
  const sets = switches.map(({ path }) => path.slice(0, -'.enable'.length))
  for (const set of sets) {
    if (sets.some((other) => set.startsWith(`${other}.`) && !set.slice(other.length).includes('<name>')))
      continue
    if (!set.includes('*')) insert(root, [...set.split('.'), 'enable'], true)
  }
  for (const { path, inSubmodule } of options) {
    const at = path.indexOf('.<name>.')
    if (inSubmodule && at !== -1 && !path.slice(0, at).includes('*'))
      insert(root, [...path.slice(0, at).split('.'), '<name>'], null)
  }
  return toSlot(root)
}

/** Puts a value at a path; null makes a set there, if nothing is there yet. */
function insert(root: Tree, path: readonly string[], value: Slot): void {
  let tree = root
  for (const [index, name] of path.entries()) {
    const known = tree.get(name)
    const isLast = index === path.length - 1
    if (isLast && value !== null) {
      if (!(known instanceof Map)) tree.set(name, value)
      return
    }
    if (known !== undefined && !(known instanceof Map)) return
    const next: Tree = known ?? new Map<string, Tree | Slot>()
    tree.set(name, next)
    tree = next
  }
}

function toSlot(tree: Tree): Slot {
  return attrSet([...tree].map(([name, value]) => [name, value instanceof Map ? toSlot(value) : value]))
}
