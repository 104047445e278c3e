import { fromJson } from '../../eval/builtins/json.ts'
import { strict, test } from '../../eval/builtins/strict.ts'
import { compareValues } from '../../eval/compare.ts'
import { booleanOf, concatLists } from '../../eval/operators.ts'
import { updateAttrs } from '../../eval/update-attrs.ts'
import {
  Native,
  PathValue,
  Unknown,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, eitherOf } from '../../eval/partial.ts'

function boolOf(machine: Machine, slot: Slot): boolean | Unknown {
  return booleanOf(machine.force(slot), machine, null)
}

/** `&&` or `||`: the second is only looked at where the first does not decide. */
function logic(name: string, decisive: boolean): Native {
  return native(name, 2, (machine, [one = null, other = null]) => {
    const first = boolOf(machine, one)
    return first === decisive || first instanceof Unknown ? first : boolOf(machine, other)
  })
}

function orderOf(machine: Machine, one: Slot, other: Slot): number | Unknown {
  const order = compareValues(machine.force(one), machine.force(other), machine, null)
  return order instanceof Unknown ? because(order) : order
}

function extreme(name: string, picksFirst: (order: number) => boolean): Native {
  return native(name, 2, (machine, [one = null, other = null]) => {
    const order = orderOf(machine, one, other)
    if (order instanceof Unknown) return eitherOf(order, one, other)
    return picksFirst(order) ? one : other
  })
}

/** Where the condition is not known, the value is what a user gets if they get anything. */
function throwing(name: string, when: boolean): Native {
  return native(name, 3, (machine, [condition = null, message = null, value = null]) =>
    boolOf(machine, condition) === when ? delayCall(thrower, message) : value,
  )
}

const thrower = native('throw', 1, (machine, [slot = null]) => {
  const text = machine.force(slot)
  return machine.fail('throw', typeof text === 'string' ? text : 'a message that is not known')
})

function readJson(machine: Machine, slot: Slot): Value {
  const path = machine.force(slot)
  if (path instanceof Unknown) return because(path)
  if (!(path instanceof PathValue) || !path.inSnapshot)
    return new Unknown('JSON that is not in the repository')
  const text = machine.files.readText(path.path)
  if (text === null) return machine.fail('missing-file', `${path.path} cannot be read as text`)
  machine.spend(text.length >> 2)
  try {
    return fromJson(text)
  } catch {
    return machine.fail('invalid-value', `${path.path} is not JSON`)
  }
}

function toBaseDigits(machine: Machine, base: bigint, value: bigint): readonly bigint[] {
  if (base < 2n || value < 0n)
    return machine.fail('assertion', 'toBaseDigits: the base or the number is too small')
  const digits: bigint[] = []
  for (let rest = value; rest > 0n || digits.length === 0; rest /= base) digits.unshift(rest % base)
  return digits
}

function second(name: string): Native {
  return native(name, 2, (_machine, [, value = null]) => value)
}

function third(name: string): Native {
  return native(name, 3, (_machine, [, , value = null]) => value)
}

/** Booleans, numbers, messages, and reading data. */
export const valueFunctions: readonly Native[] = [
  logic('and', false),
  logic('or', true),
  native('xor', 2, (machine, [one = null, other = null]) => {
    const first = boolOf(machine, one)
    const last = boolOf(machine, other)
    if (first instanceof Unknown) return because(first)
    return last instanceof Unknown ? because(last) : first !== last
  }),
  strict('boolToString', ['bool'], (_machine, value) => String(value)),
  strict('boolToYesNo', ['bool'], (_machine, value) => (value ? 'yes' : 'no')),
  native('concat', 2, (machine, [one = null, other = null]) =>
    concatLists(machine.force(one), machine.force(other), machine, null),
  ),
  native('mergeAttrs', 2, (machine, [one = null, other = null]) =>
    updateAttrs(machine.force(one), machine.force(other), machine, null),
  ),
  native('mapNullable', 2, (machine, [fn = null, slot = null]) => {
    const value = machine.force(slot)
    if (value === null) return null
    const mapped = delayCall(fn, value)
    return value instanceof Unknown ? eitherOf(value, mapped, null) : mapped
  }),
  native('defaultTo', 2, (machine, [fallback = null, slot = null]) => {
    const value = machine.force(slot)
    return value instanceof Unknown ? eitherOf(value, value, fallback) : (value ?? fallback)
  }),
  extreme('min', (order) => order < 0),
  extreme('max', (order) => order > 0),
  native('compare', 2, (machine, [one = null, other = null]) => {
    const order = orderOf(machine, one, other)
    return order instanceof Unknown ? order : BigInt(Math.sign(order))
  }),
  native(
    'splitByAndCompare',
    5,
    (machine, [predicate = null, yes = null, no = null, one = null, other = null]) => {
      const first = test(machine, machine.force(predicate), one)
      if (first instanceof Unknown) return because(first)
      const last = test(machine, machine.force(predicate), other)
      if (last instanceof Unknown) return because(last)
      return first === last ? delayCall(first ? yes : no, one, other) : first ? -1n : 1n
    },
  ),
  strict('mod', ['int', 'int'], (machine, base, by) =>
    by === 0n ? machine.fail('arithmetic', 'division by zero') : base % by,
  ),
  strict('bitNot', ['int'], (_machine, value) => -1n - value),
  strict('toBaseDigits', ['int', 'int'], toBaseDigits),
  strict('toHexString', ['int'], (machine, value) =>
    toBaseDigits(machine, 16n, value)
      .map((digit) => digit.toString(16).toUpperCase())
      .join(''),
  ),
  strict('fromHexString', ['string'], (_machine, text) => {
    const digits = /^(?:0x)?([0-7]?[0-9A-Fa-f]{1,15})$/.exec(text)?.[1]
    return digits === undefined ? new Unknown('what is no hexadecimal number') : BigInt(`0x${digits}`)
  }),
  second('warn'),
  second('info'),
  second('showWarnings'),
  third('warnIf'),
  third('warnIfNot'),
  throwing('throwIf', true),
  throwing('throwIfNot', false),
  native('assertMsg', 2, (machine, [condition = null, message = null]) => {
    const answer = boolOf(machine, condition)
    return answer === false ? delayCall(thrower, message) : answer
  }),
  native('importJSON', 1, (machine, [path = null]) => readJson(machine, path)),
  native('importTOML', 1, (machine, [path = null]) => {
    machine.force(path)
    return new Unknown('TOML is not evaluated')
  }),
  native('fileContents', 1, (machine, [slot = null]) => {
    const path = machine.force(slot)
    if (!(path instanceof PathValue) || !path.inSnapshot)
      return new Unknown('a file that is not in the repository')
    const text = machine.files.readText(path.path)
    if (text === null) return machine.fail('missing-file', `${path.path} cannot be read as text`)
    machine.spend(text.length >> 4)
    return text.endsWith('\n') ? text.slice(0, -1) : text
  }),
  strict('checkListOfEnum', ['string', 'list', 'list', 'lazy'], (machine, message, valid, given, value) => {
    const allowed = new Set(valid.map((slot) => machine.force(slot)))
    const items = given.map((slot) => machine.force(slot))
    const simple = [...allowed, ...items].every(
      (item) => typeof item === 'string' || typeof item === 'bigint',
    )
    if (!simple) return new Unknown('whether a list has only what is allowed')
    const unexpected = items.filter((item) => !allowed.has(item))
    return unexpected.length === 0
      ? value
      : machine.fail('throw', `${message}: ${unexpected.map(String).join(', ')} unexpected`)
  }),
]
