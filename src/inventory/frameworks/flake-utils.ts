import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { system } from '../../nix/lib/package-set.ts'
import { filterPackages } from './filter-packages.ts'

/** Platforms that flakes commonly name, as nix-systems' `default` lists them. */
export const systems = ['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux']

/** numtide/flake-utils, `lib`: what turns outputs per system inside out. */
export function makeFlakeUtils(): AttrSet {
  const eachSystem = (names: readonly string[], fn: Slot): Slot =>
    delay((machine) => turnInsideOut(names, fn, machine))
  const known = attrSet([
    ['defaultSystems', systems],
    ['allSystems', systems],
    [
      'eachDefaultSystem',
      native('eachDefaultSystem', 1, (machine, [fn = null]) => machine.force(eachSystem(systems, fn))),
    ],
    [
      'eachDefaultSystemPassThrough',
      native('eachDefaultSystemPassThrough', 1, (machine, [fn = null]) =>
        machine.apply(machine.force(fn), system),
      ),
    ],
    [
      'eachSystem',
      native('eachSystem', 2, (machine, [names = null, fn = null]) => {
        const list = machine.force(names)
        const texts = isList(list) ? list.map((slot) => machine.force(slot)) : []
        const known = texts.filter((text) => typeof text === 'string')
        return machine.force(eachSystem(known.length > 0 ? known : systems, fn))
      }),
    ],
    [
      'flattenTree',
      native('flattenTree', 1, (machine, [tree = null]) => flattenTree(machine.force(tree), machine)),
    ],
    [
      'filterPackages',
      native('filterPackages', 2, (machine, [name = null, packages = null]) =>
        filterPackages(machine.force(name), machine.force(packages), machine),
      ),
    ],
  ])
  return new AttrSet(
    known.attrs,
    new Unknown('flake-utils is not part of the repository', ['inputs', 'flake-utils', 'lib']),
  )
}

/** `{ packages.${system} = (fn system).packages; … }` for each system. */
function turnInsideOut(names: readonly string[], fn: Slot, machine: Machine): Value {
  const outputs = new Map<string, Map<string, Attr>>()
  for (const name of names) {
    const result = machine.apply(machine.force(fn), name)
    if (!(result instanceof AttrSet)) return new Unknown('the outputs of the flake')
    for (const [key, attr] of result.attrs) {
      const perSystem = outputs.get(key) ?? new Map<string, Attr>()
      outputs.set(key, perSystem.set(name, attr))
    }
  }
  return new AttrSet(
    new Map([...outputs].map(([key, perSystem]) => [key, new Attr(new AttrSet(perSystem), null)])),
  )
}

/** Sets marked for it become attributes of the top: `python3Packages/foo`. */
function flattenTree(tree: Value, machine: Machine): Value {
  if (!(tree instanceof AttrSet)) return tree
  const flat = new Map<string, Attr>()
  const walk = (set: AttrSet, prefix: string): void => {
    for (const [name, attr] of set.attrs) {
      const value = machine.guard<Value>(
        () => machine.force(attr.slot),
        () => null,
      )
      const mark = value instanceof AttrSet ? value.attrs.get('recurseForDerivations') : undefined
      const isMarked = mark !== undefined && machine.force(mark.slot) === true
      if (isMarked && value instanceof AttrSet) walk(value, `${prefix}${name}/`)
      else flat.set(`${prefix}${name}`, attr)
    }
  }
  walk(tree, '')
  return new AttrSet(flat, tree.rest, null, tree.maybe)
}
