import { strict } from '../../eval/builtins/strict.ts'
import { functionArgs, isFunction, setFunctionArgs } from '../../eval/functions.ts'
import {
  Native,
  Unknown,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'

function toFunction(machine: Machine, slot: Slot): Slot {
  const value = machine.force(slot)
  const callable = isFunction(machine, value)
  if (callable instanceof Unknown) return callable
  return callable ? value : native('constant', 1, () => value)
}

/** Functions of functions. */
export const functionFunctions: readonly Native[] = [
  native('id', 1, (_machine, [value = null]) => value),
  native('const', 2, (_machine, [value = null]) => value),
  native('flip', 3, (_machine, [fn = null, one = null, other = null]) => delayCall(fn, other, one)),
  strict('pipe', ['lazy', 'list'], (machine, value, functions) =>
    functions.reduce<Value>((current, fn) => machine.apply(machine.force(fn), current), machine.force(value)),
  ),
  native('setFunctionArgs', 2, (_machine, [fn = null, args = null]) => setFunctionArgs(fn, args)),
  native('functionArgs', 1, (machine, [fn = null]) => functionArgs(machine, fn)),
  native('isFunction', 1, (machine, [slot = null]) => isFunction(machine, machine.force(slot))),
  native('toFunction', 1, (machine, [slot = null]) => toFunction(machine, slot)),
  native('mirrorFunctionArgs', 2, (_machine, [model = null, fn = null]) =>
    setFunctionArgs(
      fn,
      delay((machine) => functionArgs(machine, model)),
    ),
  ),
]
