import { coerceInterpolated } from '../coerce.ts'
import { makeDerivation } from '../derivation.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  isList,
  native,
  nativeSteps,
  type Machine,
  type Slot,
  type Steps,
  type Value,
} from '../value.ts'
import { printJson, toPlain } from './json.ts'
import { InvalidJson, fromJson } from './parse-json.ts'
import { strict } from './strict.ts'

/** Faults that `tryEval` catches: `throw` and failed assertions, nothing else. */
const catchable = new Set(['throw', 'assertion'])

function failing(name: 'throw' | 'abort'): Native {
  return native(name, 1, (machine, [message = null]) => {
    const text = coerceInterpolated(machine.force(message), machine, null)
    return machine.fail(name, text instanceof Unknown ? `a message that is not known: ${text.reason}` : text)
  })
}

/** Forces its first argument, for people to read, and gives its second. */
function saying(name: string): Native {
  return nativeSteps(name, 2, function* (_machine, [first = null, second = null]) {
    yield first
    return second
  })
}

/** Failing, tracing, forcing, JSON. */
export const controlBuiltins: readonly Native[] = [
  failing('throw'),
  failing('abort'),
  native('tryEval', 1, (machine, [slot = null]) =>
    machine.guard<Value>(
      () => {
        const value = machine.force(slot)
        return value instanceof Unknown ? new Unknown(value.reason) : tried(true, value)
      },
      (fault) => {
        if (catchable.has(fault.code)) return tried(false, false)
        throw fault
      },
    ),
  ),
  saying('trace'),
  native('addErrorContext', 2, (_machine, [, value = null]) => value),
  native('break', 1, (_machine, [value = null]) => value),
  nativeSteps('deepSeq', 2, deepSeq),
  strict('toJSON', ['any'], (machine, value) => {
    const plain = toPlain(value, machine)
    if (plain instanceof Unknown) return new Unknown(plain.reason)
    const text = printJson(plain)
    if (typeof text === 'string') machine.allocate(text.length >> 2)
    return text
  }),
  strict('fromJSON', ['string'], (machine, text) => {
    machine.spend(text.length >> 2)
    machine.allocate(text.length << 2)
    try {
      return fromJson(text)
    } catch (error) {
      if (!(error instanceof InvalidJson)) throw error
      return machine.fail('invalid-value', 'fromJSON: this is not JSON')
    }
  }),
  new Native(
    'derivation',
    1,
    (machine, [args = null]) => makeDerivation('derivation', args, null, machine),
    [],
    new Map([['outputs', true]]),
  ),
]

/** Builtins that not every version of Nix has. */
export const recentControlBuiltins: readonly Native[] = [saying('traceVerbose'), saying('warn')]

function tried(success: boolean, value: Value): Value {
  return attrSet([
    ['success', success],
    ['value', value],
  ])
}

/** Forces all of its first argument but functions, which have no inside; what holds itself is forced once. */
function* deepSeq(machine: Machine, [first = null, second = null]: readonly Slot[]): Steps {
  const seen = new Set<Value>()
  const todo: Slot[] = [first]
  let unknown: Unknown | null = null
  for (let slot = todo.pop(); slot !== undefined; slot = todo.pop()) {
    machine.spend(1)
    const value = yield slot
    if (value instanceof Unknown) unknown ??= value
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const parts = partsOf(value)
    machine.allocate(4 + parts.length)
    for (let index = parts.length - 1; index >= 0; index--) todo.push(parts[index] ?? null)
    if (value instanceof AttrSet && value.derivation === null) unknown ??= value.rest
  }
  return unknown === null ? second : new Unknown(unknown.reason, null, [second])
}

function partsOf(value: Value): readonly Slot[] {
  if (isList(value)) return value
  if (!(value instanceof AttrSet)) return []
  return [...value.attrs.values(), ...(value.maybe?.values() ?? [])].map((attr) => attr.slot)
}
