import type { AttrSet } from '../../nix/eval/value.ts'
import type { FoundPackage } from './find-packages.ts'

/** A package by its first attribute, with the entry points that have it and its other attributes. */
export type MergedPackage = {
  readonly found: FoundPackage
  readonly entryPoints: readonly string[]
  readonly aliases: readonly string[]
}

type Growing = { found: FoundPackage; readonly entryPoints: Set<string>; readonly aliases: Set<string> }

/**
 * Puts together what several entry points export. The same attribute is the same package; another attribute for a
 * derivation that an earlier entry point (or the same flake, as `default`) already has is an alias of it.
 * @param exported in the order in which entry points name packages best; without an entry point where one has them by an
 * overlay only
 * @param identify tells derivations apart that come from separate evaluations; null where it cannot
 */
export function mergePackages(
  exported: readonly { readonly entryPoint: string | null; readonly packages: readonly FoundPackage[] }[],
  identify: (derivation: AttrSet) => string | null,
): readonly MergedPackage[] {
  const byAttr = new Map<string, Growing>()
  const byDerivation = new Map<AttrSet, Growing>()
  const byIdentity = new Map<string, Growing | 'several'>()
  const byLastName = new Map<string, Growing>()
  for (const { entryPoint, packages } of exported) {
    const fresh: Growing[] = []
    const here = new Map<AttrSet, Growing>()
    const hereByName = new Map<string, Growing>()
    const shared = sharedIdentities(packages, identify)
    const distinguish = (derivation: AttrSet): string | null => {
      const identity = identify(derivation)
      return identity === null || shared.has(identity) ? null : identity
    }
    for (const found of packages.toSorted((one, other) => depthOf(one) - depthOf(other))) {
      const known =
        byAttr.get(found.attr) ??
        // flake-utils' `flattenTree` says `python3Packages/foo`.
        byAttr.get(found.attr.replaceAll('/', '.')) ??
        aliasOf(found, byDerivation, byIdentity, distinguish) ??
        namespacedAliasOf(found, byLastName, identify) ??
        nestedAliasOf(found, here, hereByName, identify)
      if (known === undefined) {
        const entryPoints = new Set(entryPoint === null ? [] : [entryPoint])
        const growing: Growing = { found, entryPoints, aliases: new Set() }
        byAttr.set(found.attr, growing)
        fresh.push(growing)
        if (found.derivation !== null && !here.has(found.derivation)) here.set(found.derivation, growing)
        const named = depthOf(found) === 1 ? namedIdentity(found, identify) : null
        if (named !== null) hereByName.set(named, growing)
        continue
      }
      if (entryPoint !== null) known.entryPoints.add(entryPoint)
      if (known.found.attr !== found.attr) known.aliases.add(found.attr)
      if (known.found.derivation === null && found.derivation !== null && known.found.attr === found.attr)
        known.found = found
      if (found.derivation !== null && !byDerivation.has(found.derivation))
        byDerivation.set(found.derivation, known)
    }
    for (const growing of fresh) {
      const { derivation } = growing.found
      if (derivation === null) continue
      if (!byDerivation.has(derivation)) byDerivation.set(derivation, growing)
      const named = namedIdentity(growing.found, identify)
      if (named !== null && !byLastName.has(named)) byLastName.set(named, growing)
      const identity = identify(derivation)
      if (identity === null) continue
      const known = byIdentity.get(identity)
      const isOther =
        known !== undefined && (known === 'several' || lastName(known.found) !== lastName(growing.found))
      byIdentity.set(identity, isOther ? 'several' : (known ?? growing))
    }
  }
  return foldDefaults([...byAttr.values()])
}

/** Those that several derivations of one set have: one builder made them, under one name. */
function sharedIdentities(
  packages: readonly FoundPackage[],
  identify: (derivation: AttrSet) => string | null,
): ReadonlySet<string> {
  const first = new Map<string, AttrSet>()
  const shared = new Set<string>()
  for (const { derivation } of packages) {
    const identity = derivation === null ? null : identify(derivation)
    if (derivation === null || identity === null) continue
    const known = first.get(identity)
    if (known === undefined) first.set(identity, derivation)
    else if (known !== derivation) shared.add(identity)
  }
  return shared
}

function depthOf({ attr }: FoundPackage): number {
  return attr.split('.').length
}

function lastName({ attr }: FoundPackage): string {
  return attr.slice(attr.lastIndexOf('.') + 1)
}

/** `nur.foo` of an overlay is the `foo` that is built at the same place. */
function namespacedAliasOf(
  found: FoundPackage,
  byLastName: ReadonlyMap<string, Growing>,
  identify: (derivation: AttrSet) => string | null,
): Growing | undefined {
  if (found.derivation === null || depthOf(found) === 1) return undefined
  const named = namedIdentity(found, identify)
  return named === null ? undefined : byLastName.get(named)
}

/** What is built, or where at least, and the last part of its attribute; null where that is not known. */
function namedIdentity(found: FoundPackage, identify: (derivation: AttrSet) => string | null): string | null {
  const { derivation } = found
  if (derivation === null) return null
  const identity = identify(derivation) ?? placeOf(derivation)
  return identity === null ? null : `${identity} ${lastName(found)}`
}

function placeOf({ derivation }: AttrSet): string | null {
  const position = derivation?.position ?? null
  return position === null ? null : `${position.path}:${position.offset}`
}

/**
 * `uncategorized.foo` beside `foo` of the same entry point is the same package, also where each is evaluated on its
 * own; `bar` for it is one of its own.
 */
function nestedAliasOf(
  found: FoundPackage,
  here: ReadonlyMap<AttrSet, Growing>,
  hereByName: ReadonlyMap<string, Growing>,
  identify: (derivation: AttrSet) => string | null,
): Growing | undefined {
  if (depthOf(found) === 1) return undefined
  const known = found.derivation === null ? undefined : here.get(found.derivation)
  const isNested = known !== undefined && depthOf(found) > depthOf(known.found)
  if (isNested && lastName(found) === lastName(known.found)) return known
  const named = namedIdentity(found, identify)
  return named === null ? undefined : hereByName.get(named)
}

function aliasOf(
  { derivation }: FoundPackage,
  byDerivation: ReadonlyMap<AttrSet, Growing>,
  byIdentity: ReadonlyMap<string, Growing | 'several'>,
  identify: (derivation: AttrSet) => string | null,
): Growing | undefined {
  if (derivation === null) return undefined
  const same = byDerivation.get(derivation)
  if (same !== undefined) return same
  const identity = identify(derivation)
  const alike = identity === null ? undefined : byIdentity.get(identity)
  return alike === 'several' ? undefined : alike
}

/** `default` beside the same derivation under its own name is that package's alias. */
function foldDefaults(packages: readonly Growing[]): readonly MergedPackage[] {
  const fallback = packages.find(({ found }) => found.attr === 'default')
  const named = packages.find(
    (one) =>
      one !== fallback &&
      one.found.derivation !== null &&
      one.found.derivation === fallback?.found.derivation,
  )
  if (named !== undefined) named.aliases.add('default')
  return packages
    .filter((one) => one !== fallback || named === undefined)
    .map(({ found, entryPoints, aliases }) => ({
      found,
      entryPoints: [...entryPoints],
      aliases: [...aliases].sort(),
    }))
}
