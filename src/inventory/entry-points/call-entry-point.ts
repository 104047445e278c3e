import { formalsOf } from '../../nix/eval/formals.ts'
import {
  Attr,
  AttrSet,
  Lambda,
  Native,
  Unknown,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import type { World } from '../world/world.ts'

export type CalledEntryPoint = {
  readonly value: Value
  /** Arguments without default that callers of a NUR do not give. */
  readonly required: readonly string[]
  /** It takes `final: prev:` and is an overlay itself. */
  readonly isOverlay: boolean
}

/** Names by which functions of one argument call the package set. */
const packageSetNames = new Set(['pkgs', 'nixpkgs', 'p', 'super', 'prev'])
const overlayNames = new Set(['final', 'self'])

/**
 * Calls what an entry point's file evaluates to, in whichever way it wants to be called: with `{ pkgs }` alone, as
 * NUR does; with what its formals name, as `callPackage` does; with `pkgs` itself.
 */
export function callEntryPoint(value: Value, world: World, machine: Machine): CalledEntryPoint {
  const called = callOnce(value, world, machine)
  if (called.isOverlay || called.value === value || formalsOf(called.value) === null) return called
  // `{ inputs }: { pkgs }: …`: NUR gives `pkgs` alone, so what comes first is needed besides.
  const again = callEntryPoint(called.value, world, machine)
  return { ...again, required: [...called.required, ...again.required] }
}

function callOnce(value: Value, world: World, machine: Machine): CalledEntryPoint {
  const done = (result: Value): CalledEntryPoint => ({ value: result, required: [], isOverlay: false })
  if (!(value instanceof Lambda) && !(value instanceof Native)) return done(value)
  const formals = formalsOf(value)
  if (formals === null) {
    const param = value instanceof Lambda ? value.syntax.param : null
    if (param !== null && overlayNames.has(param)) return { value, required: [], isOverlay: true }
    return done(param !== null && packageSetNames.has(param) ? machine.apply(value, world.pkgs) : value)
  }
  const pkgs = machine.force(world.pkgs)
  const attrs = new Map<string, Attr>()
  const required: string[] = []
  for (const [name, hasDefault] of formals) {
    if (name === 'pkgs') attrs.set(name, new Attr(world.pkgs, null))
    else if (!hasDefault) {
      required.push(name)
      if (name === 'lib') attrs.set(name, new Attr(world.lib, null))
      else attrs.set(name, new Attr(argumentFrom(pkgs, name, world, machine), null))
    }
  }
  return { value: machine.apply(value, new AttrSet(attrs)), required, isOverlay: false }
}

function argumentFrom(pkgs: Value, name: string, world: World, machine: Machine): Slot {
  if (name === 'inputs')
    return new AttrSet(new Map([...world.inputs].map(([key, slot]) => [key, new Attr(slot, null)])))
  const reason = `the argument ${name} is not known`
  return pkgs instanceof AttrSet ? machine.select(pkgs, name) : new Unknown(reason, [name])
}
