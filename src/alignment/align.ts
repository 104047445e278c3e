import type { Config } from '../config/schema.ts'
import type { AlignedPackage, Alignment, Summary } from '../model/alignment.ts'
import type { Inventory, Module, Package } from '../model/inventory.ts'
import { findWaiver, runChecks, sortProblems, waiversByFile } from './apply-rules.ts'
import { checks } from './checks/registry.ts'
import { decideKind, type SiblingBuilders } from './kind/decide-kind.ts'
import { decideStatus } from './decide-status.ts'
import { whyReachabilityUnknown } from './reachability.ts'
import { matchModules, topOptions } from './match-modules.ts'
import { usedOtherwise } from './used-otherwise.ts'

/**
 * Says of each package what it is and whether it has the module it needs, and finds what is wrong with the
 * repository.
 * @param config of the repository's default branch
 */
export function align(inventory: Inventory, config: Config): Alignment {
  const packages = alignPackages(inventory, config)
  const codes = new Set(checks.map(({ code }) => code))
  const problems = runChecks(checks, { inventory, packages, config, codes })
  return {
    inventory,
    packages,
    problems: sortProblems([...inventory.problems, ...problems]),
    summary: summarise(inventory, packages),
  }
}

function alignPackages(inventory: Inventory, config: Config): readonly AlignedPackage[] {
  const matches = matchModules(inventory)
  const siblings = groupByOrg(inventory.packages, (pkg) =>
    (matches.get(pkg.attr)?.modules ?? []).some(runsService),
  )
  const waivers = waiversByFile(inventory)
  const perFile = countBy(inventory.packages, (pkg) => pkg.location.path)
  const hasServiceModules = inventory.modules.some(runsService)
  const reachabilityUnknown = whyReachabilityUnknown(inventory)
  const aside = usedOtherwise(inventory)
  return inventory.packages.map((pkg) => {
    const { modules, because } = matches.get(pkg.attr) ?? { modules: [], because: null }
    const { kind, evidence } = decideKind(pkg, {
      configured: configuredKind(pkg, config),
      modules,
      siblings: siblings.get(pkg.org ?? '') ?? noSiblings,
      hasServiceModules,
    })
    const wholeFile = perFile.get(pkg.location.path) === 1
    const inlineWaiver = findWaiver('missing-module', { location: pkg.location, wholeFile }, waivers)
    const { status, reason } = decideStatus(pkg, {
      kind,
      modules,
      because,
      config,
      inlineWaiver,
      reachabilityUnknown: modules.every(({ path }) => aside.has(path))
        ? 'the repository uses it for something else'
        : reachabilityUnknown,
    })
    const services = modules.flatMap((module) => servicesFor(pkg, module))
    return {
      package: pkg,
      kind,
      evidence,
      status,
      modules: modules.map(({ path }) => path),
      services,
      reason,
    }
  })
}

const noSiblings: SiblingBuilders = new Map()

/** Counts, per organisation and builder, the packages and those among them that a module runs. */
function groupByOrg(
  packages: readonly Package[],
  isRun: (pkg: Package) => boolean,
): ReadonlyMap<string, SiblingBuilders> {
  const groups = new Map<string, Map<string, { all: number; run: number }>>()
  for (const pkg of packages) {
    if (pkg.org === null || pkg.builder === null) continue
    const builders = groups.get(pkg.org) ?? new Map<string, { all: number; run: number }>()
    groups.set(pkg.org, builders)
    const count = builders.get(pkg.builder) ?? { all: 0, run: 0 }
    builders.set(pkg.builder, count)
    count.all++
    if (isRun(pkg)) count.run++
  }
  return groups
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

function configuredKind(pkg: Package, config: Config) {
  for (const attr of [pkg.attr, ...pkg.aliases]) {
    const kind = config.kinds[attr]
    if (kind !== undefined) return kind
  }
  return null
}

function runsService(module: Module): boolean {
  return module.system === 'nixos' && (module.units.length > 0 || module.services.length > 0)
}

/** Of a module with several option sets, those whose package it is; all where that is not told. */
function servicesFor(pkg: Package, module: Module): readonly string[] {
  const options = topOptions(module)
  const names = new Set([pkg.attr, ...pkg.aliases])
  const own = module.packageReferences.flatMap(({ attr, option }) =>
    option !== null && attr !== null && (names.has(attr) || names.has(attr.replaceAll('.', '-')))
      ? [option]
      : [],
  )
  const chosen = options.filter((option) =>
    own.some((path) => path === option || path.startsWith(`${option}.`)),
  )
  return chosen.length > 0 ? chosen : options
}

function summarise(inventory: Inventory, packages: readonly AlignedPackage[]): Summary {
  const count = (status: AlignedPackage['status']): number =>
    packages.filter((aligned) => aligned.status === status).length
  const aligned = count('aligned')
  const missing = count('missing-module')
  const organisations = new Set(
    [...packages.map((aligned) => aligned.package), ...inventory.modules].map(({ org }) => org),
  )
  organisations.delete(null)
  return {
    packages: packages.length,
    services: countServices(inventory.modules),
    modules: inventory.modules.length,
    libraries: inventory.libraries.length,
    organisations: organisations.size,
    aligned,
    missing,
    waived: count('waived'),
    alignment: aligned + missing === 0 ? 100 : Math.floor((aligned * 100) / (aligned + missing)),
  }
}

/** A `services.x.nginx.enable` beside `services.x.enable` is a part of that service, not another one. */
function countServices(modules: readonly Module[]): number {
  return new Set(
    modules.flatMap((module) => topOptions(module).map((option) => `${module.system} ${option}`)),
  ).size
}
