import type { EvaluationFault } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import {
  AttrSet,
  EvalFault,
  Unknown,
  type Attr,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'
import { valueOrNull } from '../../nix/eval/partial.ts'
import { isBuilderPath } from '../../nix/eval/unknown-call.ts'
import { moduleAttributes, otherAttributes, sharedNames } from '../entry-points/reserved-attributes.ts'
import type { World } from '../world/world.ts'

/** One attribute that gives a derivation, or something that may be one. */
export type FoundPackage = {
  /** What a user writes: `tangled-knot`, `vimPlugins.foo`. */
  readonly attr: string
  /** The derivation; null where it is not known, and `unknown` says why. */
  readonly derivation: AttrSet | null
  readonly unknown: string | null
  /** Where the attribute is written. */
  readonly position: Position | null
}

export type FoundPackages = {
  readonly packages: readonly FoundPackage[]
  /** Attributes of the set that are no package: sets, functions, what is known only in part. */
  readonly others: readonly string[]
  readonly faults: readonly EvaluationFault[]
  /** Why there may be more; null where there are not. */
  readonly unknown: string | null
}

/** How deep sets of sets are followed. */
const depthLimit = 6

/** Attributes that package sets have beside packages. */
const notPackages = new Set([
  ...otherAttributes,
  ...moduleAttributes.keys(),
  'override',
  'src',
  'overrideDerivation',
  'overrideScope',
  "overrideScope'",
  'newScope',
  'callPackage',
  'callPackages',
  'extend',
  'recurseForDerivations',
  '__functor',
  '__unfix__',
  'pkgs',
  'lib',
  // A list of nixpkgs that overlays append to.
  'pythonPackagesExtensions',
])

/**
 * What is searched: `exported`: derivations, also in sets marked for it, and what may be one; `overlay`: known
 * derivations in any set, because `pkgs` holds far more; `everything`: all of it, in any set.
 */
export type SearchScope = 'exported' | 'overlay' | 'everything'

/** Faults that the author wrote. */
const deliberate = new Set<string>(['throw', 'abort', 'assertion'])

type Search = {
  readonly world: World
  readonly machine: Machine
  readonly fallback: Location
  readonly scope: SearchScope
  readonly packages: FoundPackage[]
  readonly faults: EvaluationFault[]
  unknown: string | null
}

/**
 * Finds the derivations of a set, and of the sets in it that are marked with `recurseForDerivations`, as Nix's own
 * tools do (`nix-env -f`, `nix search`).
 */
export function findPackages(
  set: Slot,
  world: World,
  fallback: Location,
  scope: SearchScope = 'exported',
): FoundPackages {
  const found = world.evaluator.attempt((machine) => {
    const search: Search = { world, machine, fallback, scope, packages: [], faults: [], unknown: null }
    const value = machine.force(set)
    if (value instanceof AttrSet) searchSet(value, '', 0, search)
    else if (value instanceof Unknown) search.unknown = value.reason
    const packages = new Set(search.packages.map(({ attr }) => attr))
    const names = value instanceof AttrSet ? [...value.attrs.keys()] : []
    return { ...search, others: names.filter((name) => !packages.has(name)) }
  })
  if (found.ok) return found.value
  const fault = world.describeFault(found.fault, fallback)
  return { packages: [], others: [], faults: [fault], unknown: fault.message }
}

function searchSet(set: AttrSet, prefix: string, depth: number, search: Search): void {
  if (set.rest !== null) search.unknown ??= set.rest.reason
  for (const name of [...set.attrs.keys()].sort()) {
    const attr = set.attrs.get(name)
    if (attr === undefined || isReserved(name, attr, search) || isPrivate(name, search)) continue
    searchAttr(attr, prefix === '' ? name : `${prefix}.${name}`, depth, search)
  }
  for (const [name, attr] of set.maybe ?? []) {
    if (isReserved(name, attr, search) || isPrivate(name, search)) continue
    const derivation =
      search.scope === 'overlay' ? (derivationOf(attr, search) ?? undefined) : perhapsDerivation(attr, search)
    if (derivation === undefined) continue
    search.packages.push({
      attr: prefix === '' ? name : `${prefix}.${name}`,
      derivation,
      unknown: 'it is there only under a condition that is not known',
      position: attr.position,
    })
  }
}

/** The derivation that an attribute is; null where it may be one, undefined where it is none. */
function perhapsDerivation(attr: Attr, search: Search): AttrSet | null | undefined {
  const { machine } = search
  const value = machine.guard<Value>(
    () => machine.force(attr.slot),
    (fault) => new Unknown(fault.message),
  )
  if (value instanceof Unknown) return firstDerivation(value, machine, 0)
  if (!(value instanceof AttrSet)) return undefined
  return isDerivation(value, machine) || isPerhapsDerivation(attr, value, search) ? value : undefined
}

/** A derivation is a package whatever it is called, where its name means nothing to Nix: `templates`. */
function isReserved(full: string, attr: Attr, search: Search): boolean {
  const name = full.slice(full.lastIndexOf('/') + 1)
  return notPackages.has(name) && !(sharedNames.has(name) && derivationOf(attr, search) !== null)
}

/** Sets that are searched beyond what is marked keep their own affairs under `_name`. */
function isPrivate(name: string, { scope }: Search): boolean {
  return name.startsWith(scope === 'exported' ? '__' : '_')
}

function searchAttr(attr: Attr, path: string, depth: number, search: Search): void {
  const { machine, scope } = search
  const found = (derivation: AttrSet | null, unknown: string | null): void => {
    search.packages.push({ attr: path, derivation, unknown, position: attr.position })
  }
  const value = machine.guard<Value | EvalFault>(
    () => machine.force(attr.slot),
    (fault) => fault,
  )
  if (value instanceof EvalFault) {
    // A name that is gone says so by throwing: it is no package, and no fault.
    // What an overlay lacks, another one that is applied before it may bring.
    if (deliberate.has(value.code) || scope === 'overlay') return
    search.faults.push(
      search.world.describeFault(value, search.world.locate(attr.position) ?? search.fallback),
    )
    found(null, `evaluating it fails: ${value.message}`)
  } else if (value instanceof AttrSet) {
    if (isDerivation(value, machine)) found(value, null)
    else if (value.rest !== null && isEmptyButMarked(value)) {
      if (scope !== 'overlay' && !isNameOfSet(path)) found(null, value.rest.reason)
    } else if (scope === 'exported' && isPerhapsDerivation(attr, value, search) && !isNameOfSet(path)) {
      found(value, value.rest?.reason ?? null)
    } else if (depth < depthLimit && shouldRecurse(value, search)) searchSet(value, path, depth + 1, search)
  } else if (value instanceof Unknown && scope !== 'overlay' && !isNameOfSet(path)) {
    const derivation = firstDerivation(value, machine, 0)
    if (derivation !== undefined) found(derivation, value.reason)
  }
}

/** What is not known of it may be all of a derivation, or of a set. */
function isEmptyButMarked({ attrs, maybe }: AttrSet): boolean {
  return maybe === null && attrs.size === 1 && attrs.has('recurseForDerivations')
}

/**
 * `hello = pkgs.hello // { … }`: whether it is a derivation lies in what is not known, and it is no set with packages of
 * its own. What nobody wrote here is a part of nixpkgs.
 */
function isPerhapsDerivation({ position }: Attr, { attrs, rest }: AttrSet, search: Search): boolean {
  return (
    position !== null &&
    rest !== null &&
    (rest.path?.length ?? 0) > 1 &&
    !attrs.has('recurseForDerivations') &&
    [...attrs.values()].every((attr) => derivationOf(attr, search) === null)
  )
}

/** Nixpkgs and who extends it call sets so: `python3Packages`, `linuxPackages_latest`, `pkgsCross`, `nixosTests`, `config`. */
function isNameOfSet(path: string): boolean {
  return /(^|\.)(pkgs[A-Z]\w*|config)$|(Packages|Pkgs|Tests|Plugins|Extensions)([A-Z_]\w*)?$/.test(path)
}

/** The first candidate that is a derivation; null where one may be, undefined where none can be: a builder is none. */
function firstDerivation(value: Unknown, machine: Machine, depth: number): AttrSet | null | undefined {
  if (value.candidates === null || depth > depthLimit) return isBuilderPath(value.path) ? undefined : null
  let perhaps: null | undefined = undefined
  for (const slot of value.candidates) {
    const candidate = machine.guard<Value>(
      () => machine.force(slot),
      () => null,
    )
    if (candidate instanceof AttrSet && isDerivation(candidate, machine)) return candidate
    const inner = candidate instanceof Unknown ? firstDerivation(candidate, machine, depth + 1) : undefined
    if (inner instanceof AttrSet) return inner
    if (inner === null) perhaps = null
  }
  return perhaps
}

function derivationOf(attr: Attr, { machine }: Search): AttrSet | null {
  const value = valueOrNull(attr.slot, machine)
  return value instanceof AttrSet && isDerivation(value, machine) ? value : null
}

/** Derivations are told by their `type`, also those made without a builder that is known. */
function isDerivation(value: AttrSet, machine: Machine): boolean {
  if (value.derivation !== null) return true
  const type = value.attrs.get('type')
  return (
    type !== undefined &&
    machine.guard<Value>(
      () => machine.force(type.slot),
      () => null,
    ) === 'derivation'
  )
}

function shouldRecurse(value: AttrSet, { machine, scope }: Search): boolean {
  if (scope !== 'exported') return true
  const mark = value.attrs.get('recurseForDerivations')
  return (
    mark !== undefined &&
    machine.guard<Value>(
      () => machine.force(mark.slot),
      () => null,
    ) === true
  )
}
