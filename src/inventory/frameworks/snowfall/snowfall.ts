import { isFunction } from '../../../nix/eval/functions.ts'
import {
  Attr,
  AttrSet,
  PathValue,
  Unknown,
  attrSet,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'

/** What everything of a flake of snowfallorg/lib is made with. */
export type Snowfall = {
  /** nixpkgs' `lib`. */
  readonly nixpkgsLib: Slot
  /** `lib` as packages, modules and overlays get it: with the flake's own library under its namespace. */
  readonly lib: Slot
  /** The flake's own library. */
  readonly ownLib: Slot
  readonly inputs: AttrSet
  /** The folder that holds `packages/`, `modules/`, … */
  readonly root: PathValue
  readonly namespace: string
}

/**
 * Reads the arguments of `mkLib` and `mkFlake` (`snowfall-lib/default.nix`).
 * @returns why that cannot be done, where it cannot
 */
export function readSnowfall(given: Value, nixpkgsLib: Slot, machine: Machine): Snowfall | Unknown {
  const read = (set: Value, name: string): Value =>
    machine.force(set instanceof AttrSet ? (set.attrs.get(name)?.slot ?? null) : null)
  const inputs = read(given, 'inputs')
  const settings = read(given, 'snowfall')
  const namespace = read(settings, 'namespace') ?? 'internal'
  const root = read(settings, 'root') ?? read(given, 'src')
  if (!(inputs instanceof AttrSet)) return new Unknown('the inputs of snowfall-lib')
  if (!(root instanceof PathValue) || !root.inSnapshot) return new Unknown('the folder of snowfall-lib')
  if (typeof namespace !== 'string') return new Unknown('the namespace of snowfall-lib')
  const ownLib: Slot = delay((inner) => ownLibrary(snowfall, inner))
  const lib: Slot = delay((inner) => systemLibrary(snowfall, inner))
  const snowfall: Snowfall = { nixpkgsLib, lib, ownLib, inputs, root, namespace }
  return snowfall
}

/** `default.nix` files below a folder, in the order of `fs.get-default-nix-files-recursive`. */
export function defaultFiles(machine: Machine, folder: PathValue): readonly PathValue[] {
  const entries = machine.files.readDir(folder.path) ?? []
  machine.spend(entries.length)
  return entries.flatMap(({ name, type }): readonly PathValue[] => {
    const path = below(folder, name)
    if (type === 'directory') return defaultFiles(machine, path)
    return type === 'regular' && name === 'default.nix' ? [path] : []
  })
}

export function below(folder: PathValue, name: string): PathValue {
  return new PathValue(folder.path === '' ? name : `${folder.path}/${name}`, folder.inSnapshot)
}

/** Name of the folder that holds a file (`path.get-parent-directory`). */
export function folderName({ path }: PathValue): string {
  return path.split('/').at(-2) ?? ''
}

/** `internal.user-lib`: what the files below `lib/` hold, merged into each other. */
function ownLibrary({ root, inputs, namespace, lib, nixpkgsLib }: Snowfall, machine: Machine): Value {
  const scope = attrSet([
    ['inputs', withoutSelf(inputs)],
    ['snowfall-inputs', new Unknown('the inputs of snowfall-lib', ['inputs'])],
    ['namespace', namespace],
    ['lib', lib],
  ])
  const call = machine.apply(machine.select(machine.force(nixpkgsLib), 'callPackageWith'), scope)
  const update = machine.select(machine.force(nixpkgsLib), 'recursiveUpdate')
  return defaultFiles(machine, below(root, 'lib')).reduce<Value>((merged, file) => {
    const value = machine.importFile(file, null)
    const own =
      isFunction(machine, value) === true ? machine.apply(machine.apply(call, file), attrSet([])) : value
    return machine.apply(machine.apply(update, merged), own)
  }, attrSet([]))
}

/** `internal.system-lib`: nixpkgs' library, those of inputs by their names, snowfall-lib's, and the flake's own. */
function systemLibrary({ inputs, namespace, nixpkgsLib, ownLib }: Snowfall, machine: Machine): Value {
  const base = machine.force(nixpkgsLib)
  if (!(base instanceof AttrSet)) return base
  const attrs = new Map(base.attrs)
  for (const name of inputs.attrs.keys())
    if (name !== 'self')
      attrs.set(
        name,
        new Attr(new Unknown(`the library of the input ${name}`, ['inputs', name, 'lib']), null),
      )
  const elsewhere = new Unknown('snowfall-lib is not part of the repository', [
    'inputs',
    'snowfall-lib',
    'lib',
  ])
  attrs.set('snowfall', new Attr(elsewhere, null))
  attrs.set(namespace, new Attr(ownLib, null))
  return new AttrSet(attrs, elsewhere)
}

export function withoutSelf({ attrs, rest }: AttrSet): AttrSet {
  return new AttrSet(new Map([...attrs].filter(([name]) => name !== 'self')), rest)
}
