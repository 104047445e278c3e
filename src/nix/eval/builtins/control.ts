import { coerceToString } from '../coerce.ts'
import { makeDerivation } from '../derivation.ts'
import { Unknown, attrSet, native, type Machine, type Native, type Slot, type Value } from '../value.ts'
import { fromJson, printJson, toPlain } from './json.ts'
import { strict } from './strict.ts'

/** Faults that `tryEval` catches: `throw` and failed assertions, nothing else. */
const catchable = new Set(['throw', 'assertion'])

function failing(name: 'throw' | 'abort'): Native {
  return native(name, 1, (machine, [message = null]) => {
    const text = coerceToString(machine.force(message), machine, null)
    return machine.fail(name, text instanceof Unknown ? `a message that is not known: ${text.reason}` : text)
  })
}

function ignoringFirst(name: string): Native {
  return native(name, 2, (machine, [, value = null]) => machine.force(value))
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
  ignoringFirst('trace'),
  ignoringFirst('traceVerbose'),
  ignoringFirst('warn'),
  ignoringFirst('addErrorContext'),
  native('break', 1, (machine, [value = null]) => machine.force(value)),
  native('deepSeq', 2, (machine, [first = null, second = null]) => {
    const deep = forceDeep(first, machine)
    return deep instanceof Unknown ? new Unknown(deep.reason) : machine.force(second)
  }),
  native('toJSON', 1, (machine, [slot = null]) => {
    const plain = toPlain(machine.force(slot), machine)
    return plain instanceof Unknown ? new Unknown(plain.reason) : printJson(plain)
  }),
  strict('fromJSON', ['string'], (machine, text) => {
    try {
      return fromJson(text)
    } catch {
      return machine.fail('invalid-value', 'fromJSON: this is not JSON')
    }
  }),
  native('derivation', 1, (machine, [args = null]) => makeDerivation('derivation', args, null, machine)),
  native('derivationStrict', 1, (machine, [args = null]) =>
    makeDerivation('derivation', args, null, machine),
  ),
]

function tried(success: boolean, value: Value): Value {
  return attrSet([
    ['success', success],
    ['value', value],
  ])
}

/** Forces all but functions, which have no inside. */
function forceDeep(slot: Slot, machine: Machine): Unknown | null {
  const value = machine.force(slot)
  machine.spend(1)
  if (value instanceof Unknown) return value
  const children = Array.isArray(value)
    ? (value as readonly Slot[])
    : typeof value === 'object' && value !== null && 'attrs' in value
      ? [...value.attrs.values()].map((attr) => attr.slot)
      : []
  for (const child of children) {
    const deep = forceDeep(child, machine)
    if (deep !== null) return deep
  }
  return null
}
