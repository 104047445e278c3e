import { applyAll, strict } from '../eval/builtins/strict.ts'
import { equalValues } from '../eval/compare.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import {
  AttrSet,
  Native,
  Thunk,
  Unknown,
  attrSet,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
} from '../eval/value.ts'
import { isFunction } from '../eval/functions.ts'
import { because } from '../eval/partial.ts'

/** The value that is what the function makes of it. */
export function fix(fn: Slot): Thunk {
  const self: Thunk = delayCall(
    fn,
    delay(() => self),
  )
  return self
}

/** `left // right` of slots, when it is needed. */
export function layOver(left: Slot, right: Slot): Thunk {
  return delay((machine) => updateAttrs(machine.force(left), machine.force(right), machine, null))
}

/** `extends overlay base`: a function of the final set. */
export function extend(overlay: Slot, base: Slot): Native {
  return native('extends', 1, (_machine, [final = null]) => {
    const previous = delayCall(base, final)
    return layOver(previous, delayCall(overlay, final, previous))
  })
}

function compose(one: Slot, other: Slot): Native {
  return native('composed', 2, (_machine, [final = null, previous = null]) => {
    const first = delayCall(one, final, previous)
    return layOver(first, delayCall(other, final, layOver(previous, first)))
  })
}

/** The set that the function makes of itself, which can be extended under a name. */
function makeExtensible(name: string, fn: Slot): Thunk {
  const extension = attrSet([
    [name, native(name, 1, (_machine, [overlay = null]) => makeExtensible(name, extend(overlay, fn)))],
  ])
  const extensible = native('extensible', 1, (_machine, [self = null]) =>
    layOver(delayCall(fn, self), extension),
  )
  return fixNamed(extensible)
}

/** `fix'`: the function stays readable as `__unfix__`. */
function fixNamed(fn: Slot): Thunk {
  const self: Thunk = layOver(
    delayCall(
      fn,
      delay(() => self),
    ),
    attrSet([['__unfix__', fn]]),
  )
  return self
}

function converge(machine: Machine, fn: Slot, start: Slot): Slot {
  let current = machine.force(start)
  for (;;) {
    const next = applyAll(machine, machine.force(fn), current)
    const equal = equalValues(next, current, machine)
    if (equal instanceof Unknown) return because(equal)
    if (equal) return current
    current = next
  }
}

/** An overlay of what may be one, or `prev: { … }`, or a plain set. */
function toExtension(machine: Machine, slot: Slot): Slot {
  const value = machine.force(slot)
  const callable = isFunction(machine, value)
  if (callable instanceof Unknown) return callable
  if (!callable) return native('extension', 2, () => value)
  return native('extension', 2, (inner, [final = null, previous = null]) => {
    const applied = inner.apply(value, previous)
    const takesTwo = isFunction(inner, applied)
    if (takesTwo instanceof Unknown) return takesTwo
    return takesTwo ? delayCall(value, final, previous) : applied
  })
}

const noOverlay = native('none', 2, () => new AttrSet(new Map()))

/** `lib.fixedPoints`. */
export const fixedPointFunctions: readonly Native[] = [
  native('fix', 1, (_machine, [fn = null]) => fix(fn)),
  native("fix'", 1, (_machine, [fn = null]) => fixNamed(fn)),
  native('converge', 2, (machine, [fn = null, start = null]) => converge(machine, fn, start)),
  native('extends', 2, (_machine, [overlay = null, base = null]) => extend(overlay, base)),
  native('composeExtensions', 4, (_machine, [one = null, other = null, final = null, previous = null]) =>
    delayCall(compose(one, other), final, previous),
  ),
  strict('composeManyExtensions', ['list'], (_machine, overlays) =>
    overlays.reduceRight<Slot>((rest, overlay) => compose(overlay, rest), noOverlay),
  ),
  native('makeExtensible', 1, (_machine, [fn = null]) => makeExtensible('extend', fn)),
  strict('makeExtensibleWithCustomName', ['string', 'lazy'], (_machine, name, fn) =>
    makeExtensible(name, fn),
  ),
  native('toExtension', 1, (machine, [fn = null]) => toExtension(machine, fn)),
]
