import { AttrSet, Lambda, type Slot, type Value } from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'

/** How deep sets of functions are searched. */
const depthLimit = 3

/** The files that define the functions an entry point hands out. */
export function publicFiles(libraries: readonly Slot[], world: World): ReadonlySet<string> {
  const files = new Set<string>()
  const visit = (slot: Slot, depth: number): void => {
    const { machine } = world.evaluator
    const value = machine.guard<Value>(
      () => machine.force(slot),
      () => null,
    )
    if (value instanceof Lambda) files.add(value.position.path)
    else if (value instanceof AttrSet && value.derivation === null && depth < depthLimit)
      for (const { slot: inner } of value.attrs.values()) visit(inner, depth + 1)
  }
  for (const library of libraries)
    world.evaluator.attempt(() => {
      visit(library, 0)
    })
  return files
}
