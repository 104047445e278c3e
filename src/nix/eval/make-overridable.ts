import { functionArgs, isFunction, setFunctionArgs } from './functions.ts'
import { because, hasName } from './partial.ts'
import { updateAttrs } from './update-attrs.ts'
import {
  AttrSet,
  Unknown,
  attrSet,
  delay,
  delayCall,
  native,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/**
 * nixpkgs' `makeOverridable fn args`: what the function makes of its arguments, with `override` to make it
 * again with others, and `overrideDerivation` and `overrideAttrs` that keep it overridable.
 */
export function makeOverridable(fn: Value, args: Slot, position: Position | null, machine: Machine): Slot {
  const result = machine.apply(fn, args, position)
  const again = native('override', 1, (inner, [change = null]) =>
    makeOverridable(
      fn,
      delay((deeper) => changeArguments(args, change, deeper)),
      position,
      inner,
    ),
  )
  const override = mirrored(fn, again)
  if (result instanceof AttrSet) return overridableSet(result, fn, args, position, override, machine)
  const callable = isFunction(machine, result)
  if (callable !== true) return result
  const own = setFunctionArgs(
    result,
    delay((inner) => functionArgs(inner, result)),
  )
  return updateAttrs(own, attrSet([['override', override]]), machine, null)
}

/** A function that says it takes what `fn` takes. */
function mirrored(fn: Value, run: Slot): AttrSet {
  return setFunctionArgs(
    run,
    delay((machine) => functionArgs(machine, fn)),
  )
}

function overridableSet(
  result: AttrSet,
  fn: Value,
  args: Slot,
  position: Position | null,
  override: Slot,
  machine: Machine,
): Value {
  /** The same for what a method of the result makes of it. */
  const through = (method: 'overrideAttrs' | 'overrideDerivation'): Slot =>
    native(method, 1, (inner, [change = null]) => {
      const changed = native(method, 1, (deeper, [given = null]) => {
        const made = deeper.apply(fn, given, position)
        const has = hasName(made, method)
        if (has instanceof Unknown) return because(has)
        return delayCall(deeper.select(made, has ? method : 'overrideAttrs'), change)
      })
      return makeOverridable(mirrored(fn, changed), args, position, inner)
    })
  const methods: [string, Slot][] = [
    ['override', override],
    ['overrideDerivation', through('overrideDerivation')],
  ]
  if (hasName(result, 'overrideAttrs') === true) methods.push(['overrideAttrs', through('overrideAttrs')])
  return updateAttrs(result, attrSet(methods), machine, null)
}

/** `args // change`, where the change may be a function of the arguments. */
function changeArguments(args: Slot, change: Slot, machine: Machine): Value {
  const value = machine.force(change)
  const callable = isFunction(machine, value)
  if (callable instanceof Unknown) return callable
  const update = callable ? machine.apply(value, args) : value
  return updateAttrs(machine.force(args), update, machine, null)
}
