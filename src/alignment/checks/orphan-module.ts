import type { Module } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import { whyReachabilityUnknown } from '../reachability.ts'
import { usedOtherwise } from '../used-otherwise.ts'
import type { Check } from './check.ts'
import { alignedRepository } from './example-parts.ts'

export const orphanModule: Check = {
  code: 'orphan-module',
  severity: 'warning',
  title: 'a module that no entry point reaches',
  explanation:
    'A module that is in the repository, but that neither `default.nix`, `modules/default.nix` nor `flake.nix` reaches, ' +
    'does not exist for users. Reachability is evaluated from each entry point, through `imports`, `readDir` and ' +
    'lists of names; where an entry point cannot be evaluated in full, or none hands out packages or modules, nothing is said; ' +
    'nor of a file that an entry point imports to do something else with it, or that machines of the repository itself ' +
    '(`nixosConfigurations`) are made of, that describes a submodule, or that it evaluates in a module system of its own (`evalModules`).',
  bad: {
    ...alignedRepository,
    'default.nix': '{ pkgs }:\n{\n  modules = { };\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
  },
  good: alignedRepository,
  find: ({ inventory }) => {
    if (whyReachabilityUnknown(inventory) !== null) return []
    const taken = usedOtherwise(inventory)
    return inventory.modules
      .filter(
        ({ entryPoints, path, options }) =>
          entryPoints.length === 0 && !taken.has(path) && !isOfSubmodule(options),
      )
      .map((module) => ({
        location: moduleLocation(module),
        message: `No entry point reaches the module ${module.path}, so users do not have ${whatItDeclares(module)}.`,
        remedy: 'Import it where your modules are listed, or delete it.',
        subject: module.path,
        wholeFile: true,
      }))
  },
}

/** Several options without a dot, such as `name` and `type`: what a submodule consists of, not a system. */
function isOfSubmodule(options: Module['options']): boolean {
  return options.filter(({ path }) => !path.includes('.')).length > 1
}

function whatItDeclares(module: Module): string {
  const services = module.services.map(({ option }) => option)
  if (services.length > 3) return `${services.slice(0, 3).join(', ')} and ${services.length - 3} more`
  return services.length > 0 ? services.join(', ') : 'its options'
}

/** Where a module declares its first option, if it does so itself; else its first line. */
export function moduleLocation(module: Module): Location {
  const own = [...module.services, ...module.options].find(({ location }) => location.path === module.path)
  return own?.location ?? { path: module.path, line: 1, column: 1 }
}
