import { coerceToString } from '../coerce.ts'
import { compareText } from '../compare.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  attrSet,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../value.ts'
import { sortedNames } from './sets.ts'

/** A value as plain data: what `--json` prints. Integers are bigint, so none loses digits. */
export type Plain =
  null | boolean | number | bigint | string | readonly Plain[] | { readonly [name: string]: Plain }

/**
 * Forces a value to the bottom.
 * @returns plain data, or the first unknown met
 * @throws EvalFault for functions, and where evaluating fails
 */
export function toPlain(value: Value, machine: Machine): Plain | Unknown {
  machine.spend(1)
  if (value instanceof Unknown) return value
  if (value instanceof PathValue) return new Unknown('the store path of a copied file')
  if (isList(value)) {
    const items: Plain[] = []
    for (const slot of value) {
      const item = nested(slot, machine)
      if (item instanceof Unknown) return item
      items.push(item)
    }
    return items
  }
  if (value instanceof AttrSet) return setToPlain(value, machine)
  if (value instanceof Lambda || value instanceof Native) {
    return machine.fail('type-error', 'a function has no JSON form')
  }
  return value
}

function nested(slot: Slot, machine: Machine): Plain | Unknown {
  return toPlain(machine.apply(forcer, slot), machine)
}

/** Forcing through a call counts the depth, so that deep data ends at the budget and not at the stack. */
const forcer = new Native('force', 1, (machine, [slot = null]) => machine.force(slot))

function setToPlain(set: AttrSet, machine: Machine): Plain | Unknown {
  if (set.attrs.has('__toString') || set.derivation !== null || set.attrs.has('outPath')) {
    return coerceToString(set, machine, null)
  }
  if (set.rest !== null) return set.rest
  const entries: [string, Plain][] = []
  for (const name of sortedNames(set)) {
    const item = nested(set.attrs.get(name)?.slot ?? null, machine)
    if (item instanceof Unknown) return item
    entries.push([name, item])
  }
  return Object.fromEntries(entries)
}

/** JSON text as Nix prints it: no white space, keys sorted. */
export function printJson(value: Plain): string | Unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number')
    return Number.isInteger(value) ? new Unknown('how a whole float is printed') : JSON.stringify(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const parts: string[] = []
  const items: readonly (readonly [string, Plain])[] = isArray(value)
    ? value.map((item) => ['', item] as const)
    : Object.entries(value).sort(([one], [other]) => compareText(one, other))
  for (const [name, item] of items) {
    const text = printJson(item)
    if (text instanceof Unknown) return text
    parts.push(isArray(value) ? text : `${JSON.stringify(name)}:${text}`)
  }
  return isArray(value) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`
}

function isArray(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

/** Plain data from `JSON.parse` as a value; integers stay integers. */
export function fromJson(text: string): Value | null {
  const parsed: unknown = JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && /^-?\d+$/.test(context.source)
      ? BigInt(context.source)
      : value,
  )
  return fromPlain(parsed)
}

function fromPlain(value: unknown): Value {
  if (Array.isArray(value)) return value.map(fromPlain)
  if (typeof value === 'object' && value !== null) {
    return attrSet(Object.entries(value).map(([name, item]): [string, Slot] => [name, fromPlain(item)]))
  }
  if (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    typeof value === 'bigint'
  ) {
    return value
  }
  return null
}
