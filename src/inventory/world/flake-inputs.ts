import { Attr, AttrSet, Unknown, attrSet, native, type Slot } from '../../nix/eval/value.ts'
import { makeBlueprint } from '../frameworks/blueprint.ts'
import { makeFlakeUtilsPlus } from '../frameworks/flake-utils-plus.ts'
import { makeFlakeUtils, systems } from '../frameworks/flake-utils.ts'
import { makeFlakelight } from '../frameworks/flakelight/make-flakelight.ts'
import { makeFlakeParts } from '../frameworks/flake-parts/make-flake-parts.ts'
import { makeSnowfall } from '../frameworks/snowfall/make-snowfall.ts'
import { makeImportTree } from '../frameworks/import-tree.ts'
import { isNixpkgsAddress } from '../../nix/eval/nixpkgs-address.ts'
import { makePackageSet } from '../../nix/lib/package-set.ts'

/** What a flake input is, as far as its address or its name tells. */
export type InputKind =
  | 'nixpkgs'
  | 'flake-utils'
  | 'flake-utils-plus'
  | 'flake-parts'
  | 'flakelight'
  | 'blueprint'
  | 'import-tree'
  | 'snowfall'
  | 'systems'
  | 'other'

/**
 * Tells well-known inputs by where they come from, else by their name.
 * @param url as written in `inputs.<name>.url`; null where there is none
 */
export function inputKind(name: string, url: string | null): InputKind {
  if (name === 'nixpkgs') return 'nixpkgs'
  const text = (url ?? name).toLowerCase()
  if (text.includes('flake-utils-plus')) return 'flake-utils-plus'
  if (text.includes('flake-utils')) return 'flake-utils'
  if (text.includes('flake-parts')) return 'flake-parts'
  if (text.includes('snowfallorg/lib') || text === 'snowfall-lib') return 'snowfall'
  if (text.includes('nix-community/flakelight') || text === 'flakelight') return 'flakelight'
  if (text.includes('numtide/blueprint') || text === 'blueprint') return 'blueprint'
  if (text.includes('vic/import-tree') || text === 'import-tree') return 'import-tree'
  if (text.includes('nix-systems/') || (url === null && name === 'systems')) return 'systems'
  if (isNixpkgsAddress(text)) return 'nixpkgs'
  return url === null && /^nixpkgs/.test(name) ? 'nixpkgs' : 'other'
}

/** The value of an input. What is not known of it keeps its path: `inputs.crane.mkLib`. */
export function makeInput(name: string, kind: InputKind, lib: Slot): AttrSet {
  const rest = new Unknown(`the flake input ${name} is not part of the repository`, ['inputs', name])
  const known: [string, Slot][] = [['outPath', rest]]
  if (kind === 'nixpkgs') known.push(['lib', lib], ['legacyPackages', legacyPackages(lib)])
  if (kind === 'flake-utils') known.push(['lib', makeFlakeUtils()])
  if (kind === 'flake-utils-plus') known.push(['lib', makeFlakeUtilsPlus(lib)])
  if (kind === 'snowfall') known.push(...makeSnowfall(lib))
  const call = callOf(kind, lib)
  if (call !== null) known.push(['__functor', native('__functor', 1, () => call)])
  if (kind === 'flakelight') known.push(['lib', libraryOf('flakelight', [['mkFlake', makeFlakelight(lib)]])])
  if (kind === 'flake-parts') known.push(['lib', makeFlakeParts(lib)])
  return new AttrSet(new Map(known.map(([key, slot]) => [key, new Attr(slot, null)])), rest)
}

/** What calling an input gives, for those that are functions. */
function callOf(kind: InputKind, lib: Slot): Slot | null {
  if (kind === 'blueprint') return makeBlueprint(lib)
  if (kind === 'flakelight') return makeFlakelight(lib)
  return kind === 'import-tree' ? makeImportTree() : null
}

/** A library of which some functions are known. */
function libraryOf(name: string, known: readonly [string, Slot][]): AttrSet {
  return new AttrSet(
    attrSet(known).attrs,
    new Unknown(`${name} is not part of the repository`, ['inputs', name, 'lib']),
  )
}

function legacyPackages(lib: Slot): Slot {
  const set = makePackageSet(lib)
  return attrSet(systems.map((name) => [name, set]))
}
