import { valueOrNull } from './partial.ts'
import { Attr, AttrSet, PathValue, Unknown, delay, type Machine, type Slot, type Value } from './value.ts'

/** Where `importUnknown` finds the repository's own flake. */
export const ownFlake = 'self'

/** What flake-compat is called with. */
const parameters = new Set(['src', 'system', 'copySourceTreeToStore', 'useBuiltinsFetchTree'])

/**
 * What edolstra/flake-compat, which repositories fetch to offer their flake to people without flakes, makes of the root:
 * `defaultNix` is the flake. Whatever else is imported from elsewhere is called otherwise.
 * @returns null where it is no such call
 */
export function callFlakeCompat(fn: Unknown, arg: Slot, machine: Machine): Value | null {
  const name = fn.path?.at(-1)
  if (fn.path === null || name?.startsWith('import ') !== true) return null
  const given = valueOrNull(arg, machine)
  if (!(given instanceof AttrSet) || given.rest !== null || given.maybe !== null) return null
  const src = valueOrNull(given.attrs.get('src')?.slot ?? null, machine)
  const isRoot = src instanceof PathValue && src.inSnapshot && src.path === ''
  if (!isRoot || ![...given.attrs.keys()].every((key) => parameters.has(key))) return null
  const rest = new Unknown(fn.reason, [...fn.path.slice(0, -1), `${name}()`])
  const flake = delay((inner) => inner.importUnknown(new Unknown('the outputs of the flake', [ownFlake])))
  return new AttrSet(new Map([['defaultNix', new Attr(flake, null)]]), rest)
}
