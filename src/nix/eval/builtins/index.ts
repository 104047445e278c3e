import { Attr, AttrSet, Unknown, native, type Native, type Slot } from '../value.ts'
import { controlBuiltins, recentControlBuiltins } from './control.ts'
import { fetchers } from './fetchers.ts'
import { fileBuiltins, recentFileBuiltins } from './files.ts'
import { listBuiltins } from './lists.ts'
import { numberBuiltins } from './numbers.ts'
import { placeholderBuiltin } from './placeholder.ts'
import { regexBuiltins } from './regexes.ts'
import { setBuiltins } from './sets.ts'
import { stringBuiltins } from './strings.ts'
import { tomlBuiltins } from './toml.ts'
import { typeBuiltins } from './types.ts'
import { versionBuiltins } from './versions.ts'
import { xmlBuiltin } from './xml.ts'

const known: readonly Native[] = [
  ...typeBuiltins,
  ...numberBuiltins,
  ...stringBuiltins,
  ...regexBuiltins,
  ...listBuiltins,
  ...setBuiltins,
  ...versionBuiltins,
  ...controlBuiltins,
  ...fileBuiltins,
  ...tomlBuiltins,
  placeholderBuiltin,
  xmlBuiltin,
]

/** Builtins that not every version of Nix has: whether they are there is not known. */
const recent: readonly Native[] = [...recentControlBuiltins, ...recentFileBuiltins]

/**
 * The other builtins that some version of Nix has, or has where it is told to (the primops of Nix 2.36 and of Determinate
 * Nix 3, beyond those of Nix 2.8). Determinate's `filterAttrs` is left out: it does what `lib.filterAttrs` does, which
 * files mean that say `with lib; with builtins;`.
 */
const elsewhere = [
  'addDrvOutputDependencies',
  'convertHash',
  'derivationStrictWithMeta',
  'exec',
  'fetchClosure',
  'fetchFinalTree',
  'flakeRefToString',
  'forceLazyFetcherAttr',
  'getFlake',
  'importNative',
  'outputOf',
  'parallel',
  'parseFlakeRef',
  'valueSize',
  'wasm',
]

/** Builtins that depend on the world outside the snapshot, or whose result is a place in the store. */
const unknownFunctions: Readonly<Record<string, { readonly arity: number; readonly reason: string }>> = {
  derivationStrict: { arity: 1, reason: 'the store path of a derivation' },
  findFile: { arity: 2, reason: 'the search path' },
  getEnv: { arity: 1, reason: 'the environment of whoever runs Nix' },
  storePath: { arity: 1, reason: 'what is in the store' },
  toFile: { arity: 2, reason: 'the store path of a file' },
}

const unknownValues: Readonly<Record<string, string>> = {
  currentSystem: 'the system of whoever runs Nix',
  currentTime: 'the time',
  langVersion: 'the version of Nix',
  nixPath: 'the search path',
  nixVersion: 'the version of Nix',
  storeDir: 'where the store lies',
}

/** Names that are in scope everywhere without `builtins.` (Nix manual, "Built-in Functions"). */
const topLevel = new Set([
  'abort',
  'baseNameOf',
  'break',
  'derivation',
  'derivationStrict',
  'dirOf',
  'false',
  'fetchGit',
  'fetchMercurial',
  'fetchTarball',
  'fetchTree',
  'fromTOML',
  'import',
  'isNull',
  'map',
  'null',
  'placeholder',
  'removeAttrs',
  'scopedImport',
  'throw',
  'toString',
  'true',
])

/** The names in scope at the top of every file: `builtins`, `true`, `map`, `__length`, … */
export function makeBuiltins(): ReadonlyMap<string, Slot> {
  const slots = builtinSlots()
  const attrs = new Map([...slots].map(([name, slot]) => [name, new Attr(slot, null)]))
  const maybe = new Map<string, Attr>(recent.map((fn) => [fn.name, new Attr(fn, null)]))
  for (const name of elsewhere) {
    const unknown = new Unknown('a builtin that not every version of Nix has', [`builtins.${name}`])
    maybe.set(name, new Attr(unknown, null))
  }
  const builtins = new AttrSet(attrs, null, null, maybe)
  attrs.set('builtins', new Attr(builtins, null))
  const globals = new Map<string, Slot>([['builtins', builtins]])
  for (const [name, slot] of slots) {
    const isConstant = typeof slot === 'boolean' || slot === null
    if (topLevel.has(name)) globals.set(name, slot)
    else if (!isConstant) globals.set(`__${name}`, slot)
  }
  // Where a place in the text lies on disk is not known.
  return globals.set('__curPos', new Unknown('a position depends on where the file lies'))
}

function builtinSlots(): ReadonlyMap<string, Slot> {
  const slots = new Map<string, Slot>([
    ['true', true],
    ['false', false],
    ['null', null],
  ])
  for (const fn of [...known, ...fetchers]) slots.set(fn.name, fn)
  for (const [name, { arity, reason }] of Object.entries(unknownFunctions)) {
    slots.set(
      name,
      native(name, arity, () => new Unknown(reason, [`builtins.${name}`])),
    )
  }
  for (const [name, reason] of Object.entries(unknownValues)) {
    slots.set(name, new Unknown(reason, [`builtins.${name}`]))
  }
  return slots
}
