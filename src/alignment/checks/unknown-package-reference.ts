import type { AttributeRead } from '../../model/facts.ts'
import type { Inventory } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'
import { beaconModule, beaconPackage } from './example-parts.ts'

const repository = {
  'default.nix':
    '{ pkgs }:\n{\n  overlays.default = import ./overlay.nix;\n  modules.beacon = ./modules/beacon.nix;\n}\n',
  'overlay.nix': 'final: prev: {\n  tools.beacon = final.callPackage ./pkgs/beacon { };\n}\n',
  'pkgs/beacon/default.nix': beaconPackage,
}

export const unknownPackageReference: Check = {
  code: 'unknown-package-reference',
  severity: 'error',
  title: 'a reference to a package of this repository that is not there',
  explanation:
    'A module reads `pkgs.tools.becon`, and the set `tools`, which an overlay of this repository defines in full, has no ' +
    '`becon`; or it reads `pkgs.<organisation>-<name>` that no entry point puts into `pkgs`. Also found: an overlay that ' +
    'takes `self.packages.${system}.x` that the flake does not have. Names that nixpkgs may have are left alone, and so ' +
    'are reads behind `or` with a good fallback, or after `pkgs ? x`.',
  bad: {
    ...repository,
    'modules/beacon.nix': beaconModule.replace('pkgs.callPackage ../pkgs/beacon { }', 'pkgs.tools.becon'),
  },
  good: {
    ...repository,
    'modules/beacon.nix': beaconModule.replace('pkgs.callPackage ../pkgs/beacon { }', 'pkgs.tools.beacon'),
  },
  find: ({ inventory }) => {
    const known = knownNames(inventory)
    const modules = new Set(inventory.modules.map(({ path }) => path))
    const others = new Set(inventory.entryPoints.flatMap(({ path, files }) => [path, ...files]))
    return inventory.facts.flatMap(({ attributeReads, path }) => {
      if (modules.has(path)) return findIn(path, attributeReads, known)
      // What is called `pkgs` there may be nixpkgs as it was before the overlay.
      const ofFlake = attributeReads.filter(({ base }) => base === 'self')
      return others.has(path) ? findIn(path, ofFlake, known) : []
    })
  },
}

type Known = {
  /** What overlays put into `pkgs`, dotted; null where there is no overlay, or not all of it is known. */
  readonly overlay: ReadonlySet<string> | null
  /** Sets among them that are known in full. */
  readonly sets: ReadonlySet<string>
  readonly flake: ReadonlySet<string> | null
  readonly packages: ReadonlySet<string>
  readonly organisations: readonly string[]
}

function knownNames(inventory: Inventory): Known {
  const { overlay, packages, entryPoints } = inventory
  const flake = entryPoints.find(({ path }) => path === 'flake.nix')
  const ofFlake = packages.filter((pkg) => pkg.entryPoints.includes('flake.nix'))
  const isKnown = overlay !== null && overlay.unknown === null
  return {
    overlay: isKnown ? new Set(overlay.attrs) : null,
    sets: closedSets(overlay),
    flake:
      flake?.unknown === null && flake.exports.includes('packages')
        ? new Set([...flake.otherAttributes, ...ofFlake.flatMap(({ attr, aliases }) => [attr, ...aliases])])
        : null,
    packages: new Set(packages.flatMap(({ attr, aliases }) => [attr, ...aliases])),
    organisations: [...new Set(packages.flatMap(({ org }) => (org === null ? [] : [org])))],
  }
}

/** The sets that an overlay defines in full. */
function closedSets(overlay: Inventory['overlay']): ReadonlySet<string> {
  const sets = new Set<string>()
  for (const attr of overlay?.attrs ?? []) if (attr.includes('.')) sets.add(attr.slice(0, attr.indexOf('.')))
  for (const open of overlay?.open ?? []) sets.delete(open)
  return sets
}

function findIn(file: string, reads: readonly AttributeRead[], known: Known): readonly Finding[] {
  const asked = new Set(reads.filter(({ optional, fallback }) => optional && !fallback).map(nameOf))
  const seen = new Set<string>()
  return reads.flatMap((read) => {
    const alternatives = alternativesOf(read)
    if (alternatives.some(({ optional, fallback }) => optional && fallback === null)) return []
    if (alternatives.some((one) => asked.has(nameOf(one)))) return []
    const reasons = alternatives.map((one) => whyMissing(one, known))
    const [reason] = reasons
    if (reason === null || reason === undefined || reasons.includes(null)) return []
    const names = alternatives.map(nameOf).join(' or ')
    if (seen.has(names)) return []
    seen.add(names)
    return [
      {
        location: read.location,
        message: `${file} refers to ${names}: ${reason}.`,
        remedy: 'Correct the name, export the package, or call its file with `pkgs.callPackage`.',
        subject: `${file}: ${names}`,
      },
    ]
  })
}

/** A read, and what its `or` reads in its place. */
function alternativesOf(read: AttributeRead): readonly AttributeRead[] {
  const reads: AttributeRead[] = []
  for (let at: AttributeRead | null = read; at !== null; at = at.fallback) reads.push(at)
  return reads
}

function nameOf({ base, path }: AttributeRead): string {
  return [base, ...path.map((name) => name ?? '…')].join('.')
}

/** Why a package is surely not there; null where it is, or where it may be. */
function whyMissing({ base, path }: AttributeRead, known: Known): string | null {
  const names = path.slice(0, path.includes(null) ? path.indexOf(null) : undefined)
  const [first, second] = names
  if (base === 'self' && first === 'packages') {
    const name = path[2]
    if (typeof name !== 'string' || known.flake === null || known.flake.has(name)) return null
    return 'the flake has no such package'
  }
  if (base !== 'pkgs' || first === undefined || first === null || known.overlay === null) return null
  if (known.overlay.has(first)) {
    if (!known.sets.has(first) || typeof second !== 'string' || known.overlay.has(`${first}.${second}`))
      return null
    return known.packages.has(first) ? null : `the overlay's set ${first} has no ${second}`
  }
  // A name without the organisation's before it may be nixpkgs' own.
  if (!known.organisations.some((org) => first.startsWith(`${org}-`))) return null
  return known.packages.has(first)
    ? `the package ${first} is exported, but no overlay puts it into \`pkgs\``
    : 'neither an overlay nor an entry point has it'
}
