import { Attr, AttrSet, Unknown, delay, type Slot } from '../../nix/eval/value.ts'
import type { SourceFile } from '../source/source-tree.ts'
import type { World } from './world.ts'

/** What is written where functions are added to nixpkgs' `lib`. */
const additions = /\blib\w*'?\.extend\b|\blib\w*'?\s*\/\/|\blib\.(?:fix|makeExtensible)\b/

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
  return openSet(lib, ['lib'])
}

/** Sets that are brought in by `with`: were they open, every name below might be theirs. */
const brought = new Set(['types', 'licenses', 'maintainers', 'platforms'])

/** Callers add to the sets in `lib` as well: `lib.strings.greet`. */
function openSet(slot: Slot, path: readonly string[]): Slot {
  return delay((machine) => {
    const value = machine.force(slot)
    if (!(value instanceof AttrSet) || value.derivation !== null) return value
    const attrs = [...value.attrs].map(([name, attr]): [string, Attr] => [
      name,
      attr.slot instanceof AttrSet && !brought.has(name)
        ? new Attr(openSet(attr.slot, [...path, name]), attr.position)
        : attr,
    ])
    return new AttrSet(new Map(attrs), new Unknown('what callers add to lib', path), null, value.maybe)
  })
}

function addsToLib({ tree }: World): boolean {
  return tree.paths.some((path) => {
    const file = tree.read(path)
    return file !== null && hasAdditions(file)
  })
}

/** Files are kept from one reading of the repository to the next; each is searched once. */
const searched = new WeakMap<SourceFile, boolean>()

function hasAdditions(file: SourceFile): boolean {
  const found = searched.get(file) ?? additions.test(file.text)
  searched.set(file, found)
  return found
}
