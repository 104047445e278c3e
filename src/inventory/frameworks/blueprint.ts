import {
  Attr,
  AttrSet,
  Lambda,
  PathValue,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { isPlatformIn } from '../../nix/eval/known-platforms.ts'
import { joinPath } from '../../nix/eval/paths.ts'
import { makePackageSet, system as ours } from '../../nix/lib/package-set.ts'

/** What all files of a blueprint are made with. */
type Blueprint = {
  readonly lib: Slot
  readonly flake: Slot
  readonly inputs: Slot
  readonly system: string
  /** The folder that holds `packages/`, `modules/`, … */
  readonly source: PathValue
}

/** Outputs of modules, and the folder of `modules/` that each is made of. */
const moduleOutputs = [
  ['nixosModules', 'nixos'],
  ['homeModules', 'home'],
  ['darwinModules', 'darwin'],
] as const

/**
 * numtide/blueprint, called with `{ inputs, prefix, systems, nixpkgs }`: folders become outputs
 * (https://numtide.github.io/blueprint/, "Folder structure"), as far as packages, modules and `lib` go.
 */
export function makeBlueprint(lib: Slot): Slot {
  return native('blueprint', 1, (machine, [options = null]) => {
    const given = machine.force(options)
    if (!(given instanceof AttrSet)) return new Unknown('what blueprint is called with')
    const inputs = machine.force(given.attrs.get('inputs')?.slot ?? null)
    const flake = inputs instanceof AttrSet ? (inputs.attrs.get('self')?.slot ?? null) : null
    const source = sourceOf(machine.force(given.attrs.get('prefix')?.slot ?? null))
    if (source instanceof Unknown) return source
    const system = systemOf(given.attrs.get('systems')?.slot, machine)
    return outputsOf({ lib, flake, inputs, system, source }, machine)
  })
}

function sourceOf(prefix: Value): PathValue | Unknown {
  if (prefix === null) return new PathValue('', true)
  if (prefix instanceof PathValue) return prefix
  if (typeof prefix === 'string') return joinPath(new PathValue('', true), `/${prefix}`)
  return new Unknown('the prefix of the blueprint')
}

/** Our system, or the first one where the flake is for others. */
function systemOf(systems: Slot | undefined, machine: Machine): string {
  const list = systems === undefined ? null : machine.force(systems)
  const names = isList(list) ? list.map((slot) => machine.force(slot)) : []
  const [first] = names
  return typeof first === 'string' && !names.includes(ours) ? first : ours
}

function outputsOf(blueprint: Blueprint, machine: Machine): AttrSet {
  const outputs: [string, Slot][] = [
    [
      'packages',
      attrSet([[blueprint.system, delay((inner) => supported(unfiltered, blueprint.system, inner))]]),
    ],
  ]
  const unfiltered = packagesOf(blueprint, machine)
  for (const [output, folder] of moduleOutputs) {
    const files = entriesOf(machine, blueprint.source, `modules/${folder}`)
    const modules = [...files].map(([name, path]): [string, Slot] => [
      name,
      delay((inner) => moduleOf(path, blueprint, inner)),
    ])
    outputs.push([output, attrSet(modules)])
  }
  const library = below(blueprint.source, 'lib')
  if (machine.files.typeOf(library.path) !== null) {
    const args = attrSet([
      ['flake', blueprint.flake],
      ['inputs', blueprint.inputs],
    ])
    outputs.push(['lib', delay((inner) => inner.apply(inner.importFile(library, null), args))])
  }
  return new AttrSet(attrSet(outputs).attrs, new Unknown('another output of blueprint', ['blueprint']))
}

/** `packages/*`, and `package.nix` and `formatter.nix` beside it. */
function packagesOf(blueprint: Blueprint, machine: Machine): AttrSet {
  const files = new Map(entriesOf(machine, blueprint.source, 'packages'))
  for (const [name, file] of [
    ['default', 'package.nix'],
    ['formatter', 'formatter.nix'],
  ] as const) {
    const path = below(blueprint.source, file)
    if (machine.files.typeOf(path.path) !== null) files.set(name, path)
  }
  const self: Slot = delay(() => packages)
  const packages = attrSet(
    [...files].map(([name, path]) => [name, delay((inner) => callFile(name, path, self, blueprint, inner))]),
  )
  return packages
}

function callFile(pname: string, path: PathValue, self: Slot, blueprint: Blueprint, machine: Machine): Value {
  const { lib, flake, inputs, system } = blueprint
  const others = new Unknown('packages of an input', ['inputs'])
  const scope = attrSet([
    ['pname', pname],
    ['pkgs', makePackageSet(lib)],
    ['inputs', inputs],
    ['flake', flake],
    ['system', system],
    ['perSystem', new AttrSet(new Map([['self', new Attr(self, null)]]), others)],
  ])
  const call = machine.apply(machine.select(machine.force(lib), 'callPackageWith'), scope)
  return machine.apply(machine.apply(call, path), attrSet([]))
}

/** Those that do not name platforms, or ours among them. */
function supported(packages: AttrSet, system: string, machine: Machine): AttrSet {
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>()
  for (const [name, attr] of packages.attrs) {
    const runs = machine.guard<boolean | null>(
      () => runsOn(machine.force(attr.slot), system, machine),
      () => true,
    )
    if (runs === null) maybe.set(name, attr)
    else if (runs) attrs.set(name, attr)
  }
  return new AttrSet(attrs, null, null, maybe.size > 0 ? maybe : null)
}

/** @returns null where that is not known */
function runsOn(value: Value, system: string, machine: Machine): boolean | null {
  const meta = value instanceof AttrSet ? value.attrs.get('meta') : undefined
  const known = meta === undefined ? null : machine.force(meta.slot)
  const platforms = known instanceof AttrSet ? known.attrs.get('platforms') : undefined
  if (platforms === undefined) return true
  const list = machine.force(platforms.slot)
  if (list instanceof Unknown) return isPlatformIn(list, system)
  if (!isList(list)) return null
  const names = list.map((slot) => machine.force(slot))
  if (names.length === 0 || names.includes(system)) return true
  return names.some((name) => name instanceof Unknown) ? null : false
}

/** A module, called first where it takes what its publisher gives: `{ flake, inputs }: { config, … }: …`. */
function moduleOf(path: PathValue, { flake, inputs }: Blueprint, machine: Machine): Value {
  const given = new Map<string, Slot>([
    ['flake', flake],
    ['inputs', inputs],
  ])
  const value = machine.importFile(path, null)
  if (!(value instanceof Lambda)) return path
  const names = value.formals?.names.map(({ name }) => name) ?? []
  return names.every((name) => given.has(name)) ? machine.apply(value, attrSet([...given])) : path
}

/** Folders and `.nix` files of a folder by name; a file goes before a folder of its name. */
function entriesOf(machine: Machine, source: PathValue, folder: string): ReadonlyMap<string, PathValue> {
  const root = below(source, folder)
  const entries = machine.files.readDir(root.path) ?? []
  const named = (type: string, nameOf: (name: string) => string | null): [string, PathValue][] =>
    entries.flatMap((entry): [string, PathValue][] => {
      const name = (entry.type === 'directory') === (type === 'directory') ? nameOf(entry.name) : null
      return name === null ? [] : [[name, below(root, entry.name)]]
    })
  return new Map([
    ...named('directory', (name) => name),
    ...named('file', (name) => (name.endsWith('.nix') ? name.slice(0, -'.nix'.length) : null)),
  ])
}

function below(folder: PathValue, name: string): PathValue {
  return new PathValue(folder.path === '' ? name : `${folder.path}/${name}`, folder.inSnapshot)
}
