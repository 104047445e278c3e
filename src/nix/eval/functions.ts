import { formalsOf } from './formals.ts'
import { because, hasName } from './partial.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  Lambda,
  Native,
  Unknown,
  attrSet,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from './value.ts'

/** `lib.isFunction`: also a set whose `__functor` is one. */
export function isFunction(machine: Machine, value: Value): boolean | Unknown {
  if (value instanceof Lambda || value instanceof Native) return true
  const functor = hasName(value, '__functor')
  if (functor !== true) return functor
  const called = machine.apply(machine.select(value, '__functor'), value)
  return called instanceof Unknown ? because(called) : called instanceof Lambda || called instanceof Native
}

/** `lib.functionArgs`: names of formals, and whether each has a default. */
export function functionArgs(machine: Machine, slot: Slot): Slot {
  const fn = machine.force(slot)
  if (fn instanceof Unknown) return because(fn)
  const functor = hasName(fn, '__functor')
  if (functor instanceof Unknown) return functor
  if (functor) {
    const own = hasName(fn, '__functionArgs')
    if (own === true) return machine.select(fn, '__functionArgs')
    if (own instanceof Unknown) return own
    return functionArgs(machine, delayCall(machine.select(fn, '__functor'), fn))
  }
  if (fn instanceof Lambda || fn instanceof Native) return attrSet(formalsOf(fn) ?? [])
  return machine.fail('type-error', `functionArgs expects a function, this is a ${typeName(fn)}`)
}

/** A set that can be called like `fn` and says that it has certain arguments. */
export function setFunctionArgs(fn: Slot, args: Slot): AttrSet {
  return attrSet([
    ['__functor', native('__functor', 1, () => fn)],
    ['__functionArgs', args],
  ])
}
