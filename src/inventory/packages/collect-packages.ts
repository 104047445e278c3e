import type { EvaluationFault, OverlayAttributes, Package } from '../../model/inventory.ts'
import type { EvaluatedEntryPoint } from '../entry-points/evaluated.ts'
import { AttrSet, type Machine, type Slot, type Value } from '../../nix/eval/value.ts'
import { makePackageSet } from '../../nix/lib/package-set.ts'
import type { World } from '../world/world.ts'
import { readAttribute } from '../world/read-attribute.ts'
import { describePackage } from './describe-package.ts'
import { findPackages, type FoundPackage, type FoundPackages } from './find-packages.ts'
import { mergePackages } from './merge-packages.ts'
import { packageOrgs } from './package-org.ts'

export type CollectedPackages = {
  readonly packages: readonly Package[]
  /** The attribute of each derivation that was met. */
  readonly attrOf: (derivation: AttrSet) => string | null
  readonly overlay: OverlayAttributes | null
  /** What each entry point has beside packages, what it runs into, and why it may export more than is known. */
  readonly findings: ReadonlyMap<string, Pick<FoundPackages, 'others' | 'faults' | 'unknown'>>
}

/** `entryPoint` is null for what an entry point puts into `pkgs` by an overlay, beside packages of its own. */
type Exported = { readonly entryPoint: string | null; readonly packages: readonly FoundPackage[] }

/** Finds and describes what all entry points export, overlays last: their names are those of `pkgs`. */
export function collectPackages(
  entryPoints: readonly EvaluatedEntryPoint[],
  world: World,
): CollectedPackages {
  const findings = new Map<string, { others: string[]; faults: EvaluationFault[]; unknown: string | null }>()
  const exported: Exported[] = []
  const handingOut = new Set(
    entryPoints.filter(({ exports }) => exports.includes('packages')).map(({ path }) => path),
  )
  const collect = (
    path: string,
    set: Slot,
    scope: Parameters<typeof findPackages>[3],
  ): readonly FoundPackage[] => {
    const found = findPackages(set, world, { path, line: 1, column: 1 }, scope)
    const finding = findings.get(path) ?? { others: [], faults: [], unknown: null }
    if (scope !== 'overlay') finding.others.push(...found.others)
    finding.faults.push(...found.faults)
    if (scope !== 'overlay') finding.unknown ??= found.unknown
    findings.set(path, finding)
    const isBeside = scope === 'overlay' && handingOut.has(path)
    exported.push({ entryPoint: isBeside ? null : path, packages: found.packages })
    return found.packages
  }
  for (const { path, packageSets } of entryPoints)
    for (const set of packageSets) collect(path, set, 'exported')
  if (exported.every(({ packages }) => packages.length === 0))
    for (const { path, packageSets } of entryPoints)
      if (path !== 'default.nix' && path !== 'flake.nix')
        for (const set of packageSets) collect(path, set, 'everything')
  const overlays = entryPoints.flatMap(({ path, overlays }) =>
    overlays().map((overlay) => ({ path, overlay })),
  )
  const applied = overlays.map(({ path, overlay }) => ({ path, set: applyOverlay(overlay, world) }))
  for (const { path, set } of applied) if (set !== null) collect(path, set, 'overlay')
  const identities = new Map<AttrSet, string | null>()
  const identify = (derivation: AttrSet): string | null => {
    const known = identities.get(derivation)
    if (known !== undefined) return known
    const identity = identityOf(derivation, world)
    identities.set(derivation, identity)
    return identity
  }
  const merged = mergePackages(exported, identify)
  return {
    packages: describeAll(merged, world),
    attrOf: attributeFinder(merged, exported, identify),
    overlay:
      overlays.length === 0
        ? null
        : overlayAttributes(
            applied.map(({ set }) => set),
            world,
          ),
    findings,
  }
}

function describeAll(merged: ReturnType<typeof mergePackages>, world: World): readonly Package[] {
  const described = merged.map((one) => {
    const fallback = { path: one.entryPoints[0] ?? 'default.nix', line: 1, column: 1 }
    return { ...one, facts: describePackage(one.found, world, fallback) }
  })
  const orgs = packageOrgs(described.map(({ facts }) => ({ attr: facts.attr, path: facts.location.path })))
  return described
    .map(({ facts, entryPoints, aliases }, index): Package => {
      const org = orgs[index] ?? null
      return { ...facts, name: shortName(facts.name, org), org, entryPoints, aliases }
    })
    .sort((one, other) => (one.attr < other.attr ? -1 : one.attr > other.attr ? 1 : 0))
}

/** `knot` for `tangled-knot` of the organisation `tangled`. */
function shortName(name: string, org: string | null): string {
  return org !== null && name.startsWith(`${org}-`) && name.length > org.length + 1
    ? name.slice(org.length + 1)
    : name
}

/** What an overlay adds to `pkgs`; null where that is not a set. */
function applyOverlay(overlay: Slot, world: World): AttrSet | null {
  const result = world.evaluator.attempt((machine) => {
    const final = makePackageSet(world.lib, [overlay])
    return machine.apply(machine.apply(machine.force(overlay), final), world.pkgs)
  })
  return result.ok && result.value instanceof AttrSet ? result.value : null
}

function overlayAttributes(sets: readonly (AttrSet | null)[], world: World): OverlayAttributes {
  const attrs = new Set<string>()
  const open = new Set<string>()
  let unknown: string | null = null
  for (const set of sets) {
    if (set === null) unknown ??= 'an overlay could not be evaluated'
    if (set === null) continue
    unknown ??= set.rest?.reason ?? null
    for (const [name, attr] of [...set.attrs, ...(set.maybe ?? [])]) {
      attrs.add(name)
      const inner = world.evaluator.attempt((machine) => machine.force(attr.slot))
      const value: Value = inner.ok ? inner.value : null
      if (!(value instanceof AttrSet) || value.derivation !== null) continue
      for (const key of value.attrs.keys()) attrs.add(`${name}.${key}`)
      if (value.rest !== null || value.maybe !== null) open.add(name)
    }
  }
  return { attrs: [...attrs].sort(), open: [...open].sort(), unknown }
}

/** Tells derivations of separate evaluations apart by where they are built and what they are called. */
function identityOf(derivation: AttrSet, world: World): string | null {
  const position = derivation.derivation?.position
  if (!position) return null
  const result = world.evaluator.attempt((machine) => nameOf(derivation, machine))
  const name = result.ok ? result.value : null
  return name === null ? null : `${position.path}:${position.offset}:${name}`
}

function nameOf(derivation: AttrSet, machine: Machine): string | null {
  const pname = readAttribute(derivation, 'pname', machine)
  const name = typeof pname === 'string' ? pname : readAttribute(derivation, 'name', machine)
  const version = readAttribute(derivation, 'version', machine)
  return typeof name === 'string' ? `${name} ${typeof version === 'string' ? version : ''}` : null
}

function attributeFinder(
  merged: ReturnType<typeof mergePackages>,
  exported: readonly Exported[],
  identify: (derivation: AttrSet) => string | null,
): CollectedPackages['attrOf'] {
  const primary = new Map(
    merged.flatMap(({ found, aliases }) => [found.attr, ...aliases].map((attr) => [attr, found.attr])),
  )
  const byDerivation = new Map<AttrSet, string>()
  const byIdentity = new Map<string, string | null>()
  for (const { packages } of exported)
    for (const { attr, derivation } of packages)
      if (derivation !== null) byDerivation.set(derivation, primary.get(attr) ?? attr)
  for (const { found } of merged) {
    const identity = found.derivation === null ? null : identify(found.derivation)
    if (identity !== null) byIdentity.set(identity, byIdentity.has(identity) ? null : found.attr)
  }
  return (derivation) => {
    const known = byDerivation.get(derivation)
    if (known !== undefined) return known
    const identity = identify(derivation)
    return identity === null ? null : (byIdentity.get(identity) ?? null)
  }
}
