import { callPackage } from '../../../nix/eval/call-package.ts'
import { functionArgs } from '../../../nix/eval/functions.ts'
import { hasName } from '../../../nix/eval/partial.ts'
import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'

/**
 * The overlays that flakelight makes of packages (`builtinModules/packages.nix`).
 * @param defined functions by name, each for `callPackage`
 * @param pname the name of the default package; null where only the package itself says it
 * @returns `inside`: as the flake's own `pkgs` has it; `outside`: as it is handed out, the default package by its name
 */
export function packagesOverlay(
  defined: Slot,
  pname: Slot,
): { readonly inside: Slot; readonly outside: Slot } {
  const made = (final: Slot, prev: Slot, machine: Machine): Value => {
    const functions = machine.force(defined)
    if (!(functions instanceof AttrSet)) return functions
    const make = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
      new Map(
        [...attrs].map(([name, { slot, position }]) => [
          name,
          new Attr(
            delay((inner) => makePackage(name, slot, final, prev, inner)),
            position,
          ),
        ]),
      )
    return new AttrSet(make(functions.attrs), functions.rest, null, functions.maybe && make(functions.maybe))
  }
  const inside = native('overlay', 2, (machine, [final = null, prev = null]) => made(final, prev, machine))
  const outside = native('overlay', 2, (machine, [final = null, prev = null]) =>
    renameDefault(made(final, prev, machine), pname, machine),
  )
  return { inside, outside }
}

/** `genPkg`: a function without named arguments is called with `pkgs`; a package may take the one it replaces. */
function makePackage(name: string, slot: Slot, final: Slot, prev: Slot, machine: Machine): Value {
  const fn = machine.force(slot)
  const names = fn instanceof Unknown ? fn : machine.force(functionArgs(machine, fn))
  if (!(names instanceof AttrSet)) return new Unknown('a package that is not known')
  if (names.attrs.size === 0 && names.rest === null) return machine.apply(fn, final)
  const before = delay((inner) => inner.select(inner.force(prev), name))
  const self = hasName(names, name) === true ? attrSet([[name, before]]) : attrSet([])
  const all = delay((inner) => updateAttrs(inner.force(final), self, inner, null))
  const overrides = new Map(self.attrs)
  if (names.attrs.has('pkgs')) overrides.set('pkgs', new Attr(all, null))
  return callPackage(final, fn, new AttrSet(overrides), null, machine)
}

function renameDefault(made: Value, pname: Slot, machine: Machine): Value {
  const fallback = made instanceof AttrSet ? made.attrs.get('default') : undefined
  if (!(made instanceof AttrSet) || fallback === undefined) return made
  const attrs = new Map(made.attrs)
  attrs.delete('default')
  const name = machine.force(pname) ?? ownName(machine.force(fallback.slot), machine)
  if (typeof name !== 'string')
    return new AttrSet(attrs, made.rest ?? new Unknown('the name of the default package'), null, made.maybe)
  if (!attrs.has(name)) attrs.set(name, fallback)
  return new AttrSet(attrs, made.rest, null, made.maybe)
}

function ownName(pkg: Value, machine: Machine): Value {
  return hasName(pkg, 'pname') === true ? machine.select(pkg, 'pname') : null
}
