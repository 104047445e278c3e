import {
  Attr,
  AttrSet,
  Thunk,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { anythingType } from '../../nix/lib/types/anything.ts'

/** A path of the store that holds nothing: who verifies builds nothing. */
function storePath(name: string): string {
  return `/nix/store/${'0'.repeat(32)}-${name.replace(/[^A-Za-z0-9+._?=-]/g, '-')}`
}

/** Stands for a package of which only its name is known: its path and its program are made up, all else is unknown. */
export function standInPackage(name: string): AttrSet {
  const outPath = storePath(name)
  const known: readonly (readonly [string, Slot])[] = [
    ['type', 'derivation'],
    ['name', name],
    ['pname', name],
    ['version', '1'],
    ['outPath', outPath],
    ['drvPath', `${outPath}.drv`],
    ['outputName', 'out'],
    ['meta', new AttrSet(attrSet([['mainProgram', name]]).attrs, new Unknown('a made-up package', null))],
  ]
  // Without it, it would not be known how a set becomes text of which not all is known.
  const path = native('__toString', 1, () => outPath)
  const self: Thunk = delay(() => made)
  const outputs = ['out', 'bin', 'lib', 'dev'].map((output): readonly [string, Slot] => [output, self])
  const made = new AttrSet(
    attrSet([...known, ['outputSpecified', false], ['__toString', path], ...outputs]).attrs,
    new Unknown('nixpkgs is not evaluated', ['pkgs', name]),
  )
  return made
}

/** nixpkgs' functions that write files, and how many arguments they take; the first says, or has, the name. */
const writers: readonly (readonly [name: string, arity: number])[] = [
  ['writeText', 2],
  ['writeTextDir', 2],
  ['writeTextFile', 1],
  ['writeScript', 2],
  ['writeScriptBin', 2],
  ['writeShellScript', 2],
  ['writeShellScriptBin', 2],
  ['writeShellApplication', 1],
  ['runCommand', 3],
  ['runCommandLocal', 3],
  ['linkFarm', 2],
  ['symlinkJoin', 1],
]

const formats = [
  'json',
  'yaml',
  'yaml_1_1',
  'yaml_1_2',
  'toml',
  'ini',
  'keyValue',
  'hocon',
  'xml',
  'javaProperties',
  'iniWithGlobalSection',
]

/**
 * What nixpkgs would give to a module, made up: its functions that write files, its formats, and packages of names.
 * @param names of packages that modules read
 */
export function standInPackages(names: Iterable<string>): AttrSet {
  const written = writers.map(([name, arity]): readonly [string, Slot] => [
    name,
    native(name, arity, (machine, [first = null]) => standInPackage(nameOf(machine.force(first), machine))),
  ])
  const made = formats.map((name): readonly [string, Slot] => [name, native(name, 1, () => format())])
  const packages = [...names].map((name): readonly [string, Slot] => [name, standInPackage(name)])
  return attrSet([
    ...packages,
    ...written,
    [
      'formats',
      new AttrSet(attrSet(made).attrs, new Unknown('nixpkgs is not evaluated', ['pkgs', 'formats'])),
    ],
  ])
}

function format(): AttrSet {
  return attrSet([
    ['type', anythingType],
    [
      'generate',
      native('generate', 2, (machine, [name = null]) => standInPackage(nameOf(machine.force(name), machine))),
    ],
  ])
}

function nameOf(value: Value, machine: Machine): string {
  if (typeof value === 'string') return value
  const attr: Attr | undefined = value instanceof AttrSet ? value.attrs.get('name') : undefined
  const name = attr === undefined ? null : machine.force(attr.slot)
  return typeof name === 'string' ? name : 'file'
}
