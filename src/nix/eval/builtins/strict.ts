import { typeName } from '../type-name.ts'
import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type Check,
  type Machine,
  type Slot,
  type Steps,
  type Value,
} from '../value.ts'

/**
 * What an argument has to be; `any` is forced but may be anything known, `lazy` is passed as it is. A `text` is a string,
 * or one of which only the end is known (`FileText`), and so may a `value` be, which is anything else beside.
 */
type Kinds = {
  readonly string: string
  readonly text: string | Unknown
  readonly value: Value
  readonly int: bigint
  readonly number: bigint | number
  readonly bool: boolean
  readonly list: readonly Slot[]
  readonly set: AttrSet
  readonly function: Value
  readonly path: PathValue | string
  readonly any: Value
  readonly lazy: Slot
}
type Kind = keyof Kinds
type Arguments<K extends readonly Kind[]> = { readonly [Index in keyof K]: Kinds[K[Index]] }

/**
 * A native that forces its arguments in order and wants them to be of certain kinds. One that is unknown makes
 * the result unknown; one of another type is a type error. What `run` returns may be a slot that is not forced yet.
 */
export function strict<const K extends readonly Kind[]>(
  name: string,
  kinds: K,
  run: (machine: Machine, ...args: Arguments<K>) => Slot,
): Native {
  return new Native(
    name,
    kinds.length,
    (machine, slots) => run(machine, ...argumentsOf(kinds, slots, machine)),
    [],
    null,
    { checks: checksOf(name, kinds) },
  )
}

/** The same for a native that works in steps (see `Native`). */
export function strictSteps<const K extends readonly Kind[]>(
  name: string,
  kinds: K,
  steps: (machine: Machine, ...args: Arguments<K>) => Steps,
): Native {
  return new Native(name, kinds.length, () => null, [], null, {
    checks: checksOf(name, kinds),
    steps: (machine, slots) => steps(machine, ...argumentsOf(kinds, slots, machine)),
  })
}

function checksOf(name: string, kinds: readonly Kind[]): readonly (Check | null)[] {
  return kinds.map((kind) => {
    if (kind === 'lazy') return null
    return (value, machine) => {
      if (value instanceof Unknown)
        return (kind === 'text' || kind === 'value') && value.file !== null ? null : new Unknown(value.reason)
      if (isKind(kind, value)) return null
      const wanted = kind === 'text' ? 'string' : kind
      return machine.fail('type-error', `${name} expects a ${wanted}, this is a ${typeName(value)}`)
    }
  })
}

/** The arguments, which are forced and checked already. */
function argumentsOf<const K extends readonly Kind[]>(
  kinds: K,
  slots: readonly Slot[],
  machine: Machine,
): Arguments<K> {
  const args = kinds.map((kind, index) => {
    const slot = slots[index] ?? null
    return kind === 'lazy' ? slot : machine.force(slot)
  })
  return args as unknown as Arguments<K>
}

function isKind(kind: Kind, value: Value): boolean {
  switch (kind) {
    case 'string':
    case 'text':
      return typeof value === 'string'
    case 'int':
      return typeof value === 'bigint'
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number'
    case 'bool':
      return typeof value === 'boolean'
    case 'list':
      return isList(value)
    case 'set':
      return value instanceof AttrSet
    case 'function':
      return (
        value instanceof Lambda ||
        value instanceof Native ||
        (value instanceof AttrSet && (value.attrs.has('__functor') || value.rest !== null))
      )
    case 'path':
      return value instanceof PathValue || typeof value === 'string'
    case 'any':
    case 'value':
    case 'lazy':
      return true
  }
}

/** Forces every item; the first unknown one is the answer. */
export function forceAll(machine: Machine, items: readonly Slot[]): readonly Value[] | Unknown {
  machine.spend(items.length)
  const values: Value[] = []
  for (const item of items) {
    const value = machine.force(item)
    if (value instanceof Unknown) return new Unknown(value.reason)
    values.push(value)
  }
  return values
}

/** Forces items that have to be strings, each before the next. */
export function forceStrings(
  machine: Machine,
  items: readonly Slot[],
  name: string,
): readonly string[] | Unknown {
  machine.spend(items.length)
  const texts: string[] = []
  for (const item of items) {
    const value = machine.force(item)
    if (value instanceof Unknown) return new Unknown(value.reason)
    if (typeof value !== 'string') {
      return machine.fail('type-error', `${name} expects strings, this is a ${typeName(value)}`)
    }
    texts.push(value)
  }
  return texts
}

/** Calls a function with several arguments. */
export function applyAll(machine: Machine, fn: Value, ...args: readonly Slot[]): Value {
  return args.reduce<Value>((current, arg) => machine.apply(current, arg), fn)
}

/** What a predicate gave: true, false, or unknown. */
export function asBool(machine: Machine, value: Value): boolean | Unknown {
  if (typeof value === 'boolean') return value
  if (value instanceof Unknown) return new Unknown(value.reason)
  return machine.fail('type-error', `the predicate has to return a bool, this is a ${typeName(value)}`)
}

/** Calls a predicate: true, false, or unknown. */
export function test(machine: Machine, fn: Value, ...args: readonly Slot[]): boolean | Unknown {
  return asBool(machine, applyAll(machine, fn, ...args))
}
