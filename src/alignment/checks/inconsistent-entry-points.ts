import type { EntryPoint, Module, Package } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'
import { alignedRepository } from './example-parts.ts'
import { moduleLocation } from './orphan-module.ts'

type Exported = EntryPoint['exports'][number]

export const inconsistentEntryPoints: Check = {
  code: 'inconsistent-entry-points',
  severity: 'warning',
  title: 'one entry point has it, another does not',
  explanation:
    'Users come in by `default.nix`, by `flake.nix`, by an overlay. A package or a module that one of them has and ' +
    'another lacks is there for some users only. Entry points that could not be evaluated in full, or whose modules fail to, are not compared, ' +
    'nor are packages marked as broken, which flakes often filter, sets of packages, which they often flatten, and ' +
    'the package `default`, which only a flake has a use for; ' +
    'and an entry point that shares no package with another one serves something else, and what it reads (`pkgs/default.nix`) may have less. ' +
    'Modules of home-manager and nix-darwin are compared among entry points that hand out modules of that system.',
  bad: {
    ...alignedRepository,
    'modules/default.nix': '{ imports = [ ]; }\n',
  },
  good: {
    ...alignedRepository,
    'modules/default.nix': '{ imports = [ ./beacon.nix ]; }\n',
  },
  find: ({ inventory }) => {
    const { entryPoints } = inventory
    const packages = alike(
      pathsOf(
        entryPoints.filter(({ unknown }) => unknown === null),
        'packages',
      ),
      inventory.packages,
    )
    const modules = pathsOf(
      entryPoints.filter(
        ({ modulesUnknown, brokenModules }) => modulesUnknown === null && brokenModules === 0,
      ),
      'modules',
    )
    const partsOf = (path: string): readonly string[] =>
      entryPoints
        .find((entryPoint) => entryPoint.path === path)
        ?.files.filter((file) => file !== 'default.nix') ?? []
    return [
      ...inventory.packages
        .filter(({ attr, disabled, unknown }) => isCompared(attr) && disabled === null && unknown === null)
        .flatMap((pkg) => comparePackage(pkg, packages, partsOf)),
      ...inventory.modules.flatMap((module) =>
        compareModule(
          module,
          modules.filter((path) => offers(path, module.system, inventory.modules)),
        ),
      ),
    ]
  },
}

function pathsOf(entryPoints: readonly EntryPoint[], exported: Exported): readonly string[] {
  return entryPoints.filter(({ exports }) => exports.includes(exported)).map(({ path }) => path)
}

/** Those that share a package with another: who has nothing in common was not meant to have the same. */
function alike(paths: readonly string[], packages: readonly Package[]): readonly string[] {
  const shared = new Set(
    packages
      .map(({ entryPoints }) => paths.filter((path) => entryPoints.includes(path)))
      .filter((having) => having.length > 1)
      .flat(),
  )
  return paths.filter((path) => shared.has(path))
}

/** That a repository hands out modules for NixOS is what is expected; for other systems it may do so in one place only. */
function offers(path: string, system: Module['system'], modules: readonly Module[]): boolean {
  return (
    system === 'nixos' ||
    modules.some((module) => module.system === system && module.entryPoints.includes(path))
  )
}

/** `nix build` takes `default` of a flake where nothing is named (nix flake reference, "Flake output attributes"). */
function isCompared(attr: string): boolean {
  return !attr.includes('.') && attr !== 'default'
}

/** @param partsOf the entry points that each one reads to make its own of them: those may have less */
function comparePackage(
  pkg: Package,
  entryPoints: readonly string[],
  partsOf: (path: string) => readonly string[],
): readonly Finding[] {
  const [have, without] = split(pkg.entryPoints, entryPoints)
  const lack = without.filter((path) => !have.some((other) => partsOf(other).includes(path)))
  if (have.length === 0 || lack.length === 0) return []
  return [
    {
      location: pkg.location,
      message: `The package ${pkg.attr} is in ${have.join(', ')}, but not in ${lack.join(', ')}, so only some users get it.`,
      remedy: `Add it to ${lack.join(', ')}, or let both be made from one list.`,
      subject: `package ${pkg.attr}: ${lack.join(', ')}`,
      wholeFile: true,
    },
  ]
}

function compareModule(module: Module, entryPoints: readonly string[]): readonly Finding[] {
  const [have, lack] = split(module.entryPoints, entryPoints)
  if (have.length === 0 || lack.length === 0) return []
  return [
    {
      location: moduleLocation(module),
      message: `The module ${module.path} is reached from ${have.join(', ')}, but not from ${lack.join(', ')}, so only some users get it.`,
      remedy: `Import it from ${lack.join(', ')}, or let both be made from one list.`,
      subject: `module ${module.path}: ${lack.join(', ')}`,
      wholeFile: true,
    },
  ]
}

/** The entry points that have something, and those that lack it. */
function split(
  own: readonly string[],
  entryPoints: readonly string[],
): readonly [have: readonly string[], lack: readonly string[]] {
  return [entryPoints.filter((path) => own.includes(path)), entryPoints.filter((path) => !own.includes(path))]
}
