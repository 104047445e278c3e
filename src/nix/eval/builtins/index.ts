import { Attr, AttrSet, Unknown, native, type Native, type Slot } from '../value.ts'
import { controlBuiltins } from './control.ts'
import { fileBuiltins } from './files.ts'
import { listBuiltins } from './lists.ts'
import { numberBuiltins } from './numbers.ts'
import { setBuiltins } from './sets.ts'
import { stringBuiltins } from './strings.ts'
import { typeBuiltins } from './types.ts'
import { versionBuiltins } from './versions.ts'

const known: readonly Native[] = [
  ...typeBuiltins,
  ...numberBuiltins,
  ...stringBuiltins,
  ...listBuiltins,
  ...setBuiltins,
  ...versionBuiltins,
  ...controlBuiltins,
  ...fileBuiltins,
]

/** Builtins that depend on the world outside the snapshot: what they answer is not known. */
const unknownFunctions: Readonly<Record<string, string>> = {
  fetchTarball: 'what is fetched from the network',
  fetchurl: 'what is fetched from the network',
  fetchGit: 'what is fetched from the network',
  fetchMercurial: 'what is fetched from the network',
  fetchTree: 'what is fetched from the network',
  fetchClosure: 'what is fetched from the network',
  getFlake: 'what is fetched from the network',
  getEnv: 'the environment of whoever runs Nix',
  findFile: 'the search path',
  storePath: 'the store',
  placeholder: 'the path of a derivation output',
  outputOf: 'the path of a derivation output',
  exec: 'what a program prints',
  fromTOML: 'fromTOML is not evaluated',
  convertHash: 'convertHash is not evaluated',
  flakeRefToString: 'flakeRefToString is not evaluated',
  parseFlakeRef: 'parseFlakeRef is not evaluated',
}

const unknownValues: Readonly<Record<string, string>> = {
  currentSystem: 'the system of whoever runs Nix',
  currentTime: 'the time',
  nixPath: 'the search path',
  nixVersion: 'the version of Nix',
  langVersion: 'the version of Nix',
}

/** Names that are in scope everywhere without `builtins.` (Nix manual, "Built-in Functions"). */
const topLevel = new Set([
  'abort',
  'baseNameOf',
  'break',
  'derivation',
  'derivationStrict',
  'dirOf',
  'fetchGit',
  'fetchMercurial',
  'fetchTarball',
  'fetchTree',
  'fromTOML',
  'import',
  'isNull',
  'map',
  'placeholder',
  'removeAttrs',
  'scopedImport',
  'throw',
  'toString',
])

/** The names in scope at the top of every file: `builtins`, `true`, `map`, `__length`, … */
export function makeBuiltins(): ReadonlyMap<string, Slot> {
  const all = new Map<string, Slot>(known.map((fn) => [fn.name, fn]))
  for (const [name, reason] of Object.entries(unknownFunctions))
    all.set(
      name,
      native(name, 1, () => new Unknown(reason, [`builtins.${name}`])),
    )
  for (const [name, reason] of Object.entries(unknownValues))
    all.set(name, new Unknown(reason, [`builtins.${name}`]))
  const constants: [string, Slot][] = [
    ['true', true],
    ['false', false],
    ['null', null],
    ['storeDir', '/nix/store'],
  ]
  for (const [name, value] of constants) all.set(name, value)
  const attrs = new Map([...all].map(([name, slot]) => [name, new Attr(slot, null)]))
  const builtins = new AttrSet(attrs, new Unknown('a builtin that is not known here', ['builtins']))
  attrs.set('builtins', new Attr(builtins, null))
  const globals = new Map<string, Slot>([...constants.slice(0, 3), ['builtins', builtins]])
  for (const [name, slot] of all) {
    if (topLevel.has(name)) globals.set(name, slot)
    else if (!constants.some(([constant]) => constant === name))
      globals.set(name.startsWith('__') ? name : `__${name}`, slot)
  }
  return globals
}
