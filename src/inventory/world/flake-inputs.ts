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
import { makeBlueprint } from '../frameworks/blueprint.ts'
import { makeFlakeParts } from '../frameworks/flake-parts/make-flake-parts.ts'
import { makeImportTree } from '../frameworks/import-tree.ts'
import { makePackageSet, system } from '../../nix/lib/package-set.ts'

/** Platforms that flakes commonly name, as nix-systems' `default` lists them. */
const systems = ['aarch64-darwin', 'aarch64-linux', 'x86_64-darwin', 'x86_64-linux']

/** What a flake input is, as far as its address or its name tells. */
export type InputKind =
  'nixpkgs' | 'flake-utils' | 'flake-parts' | 'blueprint' | 'import-tree' | 'systems' | 'other'

/**
 * Tells well-known inputs by where they come from, else by their name.
 * @param url as written in `inputs.<name>.url`; null where there is none
 */
export function inputKind(name: string, url: string | null): InputKind {
  if (name === 'nixpkgs') return 'nixpkgs'
  const text = (url ?? name).toLowerCase()
  if (text.includes('flake-utils')) return 'flake-utils'
  if (text.includes('flake-parts')) return 'flake-parts'
  if (text.includes('numtide/blueprint') || text === 'blueprint') return 'blueprint'
  if (text.includes('vic/import-tree') || text === 'import-tree') return 'import-tree'
  if (text.includes('nix-systems/') || (url === null && name === 'systems')) return 'systems'
  if (/(^|[:/])nixos\/nixpkgs|nixpkgs(-unstable|-stable)?([/?.]|$)/.test(text)) return 'nixpkgs'
  return url === null && /^nixpkgs/.test(name) ? 'nixpkgs' : 'other'
}

/** The value of an input. What is not known of it keeps its path: `inputs.crane.mkLib`. */
export function makeInput(name: string, kind: InputKind, lib: Slot): AttrSet {
  const rest = new Unknown(`the flake input ${name} is not part of the repository`, ['inputs', name])
  const known: [string, Slot][] = [['outPath', rest]]
  if (kind === 'nixpkgs') known.push(['lib', lib], ['legacyPackages', legacyPackages(lib)])
  if (kind === 'flake-utils') known.push(['lib', flakeUtils()])
  const call = kind === 'blueprint' ? makeBlueprint(lib) : kind === 'import-tree' ? makeImportTree() : null
  if (call !== null) known.push(['__functor', native('__functor', 1, () => call)])
  if (kind === 'flake-parts') known.push(['lib', makeFlakeParts(lib)])
  return new AttrSet(new Map(known.map(([key, slot]) => [key, new Attr(slot, null)])), rest)
}

/** What importing an input gives, for those that are imported rather than read. */
export function importedInput(kind: InputKind, nixpkgs: Slot): Slot | null {
  if (kind === 'nixpkgs') return nixpkgs
  return kind === 'systems' ? systems : null
}

function legacyPackages(lib: Slot): Slot {
  const set = makePackageSet(lib)
  return attrSet(systems.map((name) => [name, set]))
}

/** numtide/flake-utils, `lib`: what turns outputs per system inside out. */
function flakeUtils(): AttrSet {
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
      native('filterPackages', 2, (machine, [, packages = null]) => machine.force(packages)),
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
