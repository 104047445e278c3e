import { fromJson } from '../eval/builtins/json.ts'
import { applyAll, strict } from '../eval/builtins/strict.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import { formalsOf } from '../eval/call-package.ts'
import {
  AttrSet,
  Native,
  PathValue,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { isCallable } from './attrsets.ts'

function first(machine: Machine, [value = null]: readonly Slot[]): Value {
  return machine.force(value)
}

function second(machine: Machine, [, value = null]: readonly Slot[]): Value {
  return machine.force(value)
}

/** `functionArgs` of functions, functors, and those made by `setFunctionArgs`. */
function functionArgs(machine: Machine, slot: Slot): Value {
  const fn = machine.force(slot)
  if (fn instanceof Unknown) return new Unknown(fn.reason)
  if (fn instanceof AttrSet) {
    const own = fn.attrs.get('__functionArgs')
    if (own !== undefined) return machine.force(own.slot)
    return functionArgs(
      machine,
      delay((inner) => inner.apply(inner.select(fn, '__functor'), fn)),
    )
  }
  return attrSet(formalsOf(fn) ?? [])
}

function comparing(
  name: string,
  pick: (one: bigint | number, other: bigint | number) => bigint | number,
): Native {
  return strict(name, ['number', 'number'], (_machine, one, other) => pick(one, other))
}

/** `lib.trivial`. */
export const trivialFunctions: readonly Native[] = [
  native('id', 1, first),
  native('const', 2, first),
  strict('pipe', ['lazy', 'list'], (machine, value, functions) =>
    functions.reduce<Value>((current, fn) => machine.apply(machine.force(fn), current), machine.force(value)),
  ),
  native('flip', 3, (machine, [fn = null, one = null, other = null]) =>
    applyAll(machine, machine.force(fn), other, one),
  ),
  strict('and', ['bool', 'bool'], (_machine, one, other) => one && other),
  strict('or', ['bool', 'bool'], (_machine, one, other) => one || other),
  strict('xor', ['bool', 'bool'], (_machine, one, other) => one !== other),
  native('mergeAttrs', 2, (machine, [one = null, other = null]) =>
    updateAttrs(machine.force(one), machine.force(other), machine, null),
  ),
  native('mapNullable', 2, (machine, [fn = null, slot = null]) => {
    const value = machine.force(slot)
    return value === null ? null : machine.apply(machine.force(fn), value)
  }),
  native(
    'defaultTo',
    2,
    (machine, [fallback = null, slot = null]) => machine.force(slot) ?? machine.force(fallback),
  ),
  comparing('min', (one, other) => (one < other ? one : other)),
  comparing('max', (one, other) => (one > other ? one : other)),
  strict('mod', ['int', 'int'], (machine, one, other) =>
    other === 0n ? machine.fail('arithmetic', 'division by zero') : one % other,
  ),
  native('warn', 2, second),
  native('info', 2, second),
  native('warnIf', 3, (machine, [, , value = null]) => machine.force(value)),
  native('warnIfNot', 3, (machine, [, , value = null]) => machine.force(value)),
  native('throwIf', 3, (machine, [condition = null, message = null, value = null]) =>
    throwIf(machine, condition, message, value, true),
  ),
  native('throwIfNot', 3, (machine, [condition = null, message = null, value = null]) =>
    throwIf(machine, condition, message, value, false),
  ),
  native('importJSON', 1, (machine, [path = null]) => readJson(machine, path)),
  native('importTOML', 1, () => new Unknown('TOML is not evaluated')),
  native('setFunctionArgs', 2, (_machine, [fn = null, args = null]) =>
    attrSet([
      ['__functor', native('__functor', 2, (inner, [, arg = null]) => inner.apply(inner.force(fn), arg))],
      ['__functionArgs', args],
    ]),
  ),
  native('functionArgs', 1, (machine, [fn = null]) => functionArgs(machine, fn)),
  native('isFunction', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    return value instanceof Unknown ? new Unknown(value.reason) : isCallable(value)
  }),
  native('toFunction', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof Unknown || isCallable(value)) return value
    return native('constant', 1, () => value)
  }),
  native('mirrorFunctionArgs', 1, () => native('mirrored', 1, (machine, [fn = null]) => machine.force(fn))),
  strict('toHexString', ['int'], (_machine, value) => value.toString(16).toUpperCase()),
  native('inPureEvalMode', 0, () => new Unknown('how Nix is run')),
  native('assertMsg', 2, (machine, [condition = null, message = null]) =>
    throwIf(machine, condition, message, true, false),
  ),
  native('assertOneOf', 3, () => true),
  native('showWarnings', 2, second),
]

function throwIf(machine: Machine, condition: Slot, message: Slot, value: Slot, when: boolean): Value {
  const test = machine.force(condition)
  // Where the condition is unknown, the value is what a user gets if they get anything.
  if (test !== when) return machine.force(value)
  const text = machine.force(message)
  return machine.fail('throw', typeof text === 'string' ? text : 'a message that is not known')
}

function readJson(machine: Machine, slot: Slot): Value {
  const path = machine.force(slot)
  if (!(path instanceof PathValue) || !path.inSnapshot)
    return new Unknown('JSON that is not in the repository')
  const text = machine.files.readText(path.path)
  if (text === null) return machine.fail('missing-file', `${path.path} cannot be read as text`)
  const parsed = parseJson(text)
  return parsed === undefined ? machine.fail('invalid-value', `${path.path} is not JSON`) : parsed
}

function parseJson(text: string): Value | undefined {
  try {
    return fromJson(text)
  } catch {
    return undefined
  }
}
