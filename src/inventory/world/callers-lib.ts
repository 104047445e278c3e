import { AttrSet, Unknown, delay, type Slot } from '../../nix/eval/value.ts'
import type { World } from './world.ts'

/** What is written where functions are added to nixpkgs' `lib`. */
const additions = /\blib\.extend\b|\blib'?\s*\/\/|\blib\.(?:fix|makeExtensible)\b/

const known = new WeakMap<World, Slot>()

/**
 * nixpkgs' `lib` as callers hand it to modules and libraries: where the repository adds to it somewhere, what it has
 * beside nixpkgs' functions is not known.
 */
export function callersLib(world: World): Slot {
  const lib = known.get(world) ?? (addsToLib(world) ? openLib(world) : world.lib)
  known.set(world, lib)
  return lib
}

/** The same, where a file says by a bare `lib:` that it wants somebody's `lib` and no more. */
export function openLib({ lib }: World): Slot {
  return delay((machine) => {
    const value = machine.force(lib)
    return value instanceof AttrSet
      ? new AttrSet(value.attrs, new Unknown('what callers add to lib', ['lib']), null, value.maybe)
      : value
  })
}

function addsToLib({ tree }: World): boolean {
  return tree.paths.some((path) => additions.test(tree.read(path)?.text ?? ''))
}
