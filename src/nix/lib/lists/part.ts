import { strict } from '../../eval/builtins/strict.ts'
import { equalValues } from '../../eval/compare.ts'
import { Native, Unknown, type Machine, type Slot, type Value } from '../../eval/value.ts'
import { because } from '../../eval/partial.ts'

/** `sublist start count`: like Nix, a negative count or start is an error only where an item is missing. */
function sublist(machine: Machine, start: bigint, count: bigint, list: readonly Slot[]): Value {
  const length = BigInt(list.length)
  const taken = start >= length ? 0n : start + count > length ? length - start : count
  if (taken < 0n) return machine.fail('invalid-value', `cannot create a list of ${taken} elements`)
  if (taken === 0n) return []
  if (start < 0n) return new Unknown('a part of a list that begins before it')
  machine.spend(Number(taken))
  return list.slice(Number(start), Number(start + taken))
}

/** How many items two lists have in common at their beginning. */
function commonLength(machine: Machine, left: readonly Slot[], right: readonly Slot[]): number | Unknown {
  const shorter = Math.min(left.length, right.length)
  for (let index = 0; index < shorter; index++) {
    const one = machine.force(left[index] ?? null)
    const equal = equalValues(one, machine.force(right[index] ?? null), machine)
    if (equal instanceof Unknown) return because(equal)
    if (!equal) return index
  }
  return shorter
}

function hasPrefix(machine: Machine, prefix: readonly Slot[], list: readonly Slot[]): boolean | Unknown {
  if (prefix.length > list.length) return false
  const common = commonLength(machine, prefix, list)
  return common instanceof Unknown ? common : common === prefix.length
}

function clamp(count: bigint): bigint {
  return count < 0n ? 0n : count
}

function emptyFault(machine: Machine, name: string): never {
  return machine.fail('throw', `lists.${name}: list must not be empty!`)
}

/** Parts of lists. */
export const listParts: readonly Native[] = [
  strict('sublist', ['int', 'int', 'list'], sublist),
  strict('take', ['int', 'list'], (machine, count, list) => sublist(machine, 0n, count, list)),
  strict('drop', ['int', 'list'], (machine, count, list) =>
    sublist(machine, count, BigInt(list.length), list),
  ),
  strict('takeEnd', ['int', 'list'], (machine, count, list) =>
    sublist(machine, clamp(BigInt(list.length) - count), BigInt(list.length), list),
  ),
  strict('dropEnd', ['int', 'list'], (machine, count, list) =>
    sublist(machine, 0n, clamp(BigInt(list.length) - count), list),
  ),
  strict(
    'last',
    ['list'],
    (machine, list) => list.at(-1) ?? (list.length > 0 ? null : emptyFault(machine, 'last')),
  ),
  strict('init', ['list'], (machine, list) =>
    list.length > 0 ? list.slice(0, -1) : emptyFault(machine, 'init'),
  ),
  strict('commonPrefix', ['list', 'list'], (machine, left, right) => {
    const common = commonLength(machine, left, right)
    return common instanceof Unknown ? common : left.slice(0, common)
  }),
]

/** `lib.lists.hasPrefix` and `removePrefix`; at the top of `lib` these names are those of `lib.strings`. */
export const listPrefixes: readonly Native[] = [
  strict('hasPrefix', ['list', 'list'], hasPrefix),
  strict('removePrefix', ['list', 'list'], (machine, prefix, list) => {
    const has = hasPrefix(machine, prefix, list)
    if (has instanceof Unknown) return has
    if (has) return list.slice(prefix.length)
    return machine.fail(
      'throw',
      'lib.lists.removePrefix: First argument is not a list prefix of the second argument',
    )
  }),
]
