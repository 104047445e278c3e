import type { Module, Option } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'

type Declaration = { readonly module: Module; readonly option: Option }

const head = '{ lib, ... }:\n'
const option =
  '{\n  options.services.beacon.port = lib.mkOption { type = lib.types.port; default = 80; };\n}\n'

export const duplicateOption: Check = {
  code: 'duplicate-option',
  severity: 'error',
  title: 'one option declared by two modules',
  explanation:
    'Two modules that users import together declare the same option, and the module system refuses both: "The option ' +
    'is already declared". Only modules that one entry point reaches together are compared, and only options that belong ' +
    'to a system: one without a dot is that of a submodule, which more than one file may describe. Submodules that several ' +
    'modules declare in parts are no finding.',
  bad: {
    'default.nix': '{ pkgs }:\n{\n  modules.default.imports = [ ./modules/one.nix ./modules/two.nix ];\n}\n',
    'modules/one.nix': head + option,
    'modules/two.nix': head + option,
  },
  good: {
    'default.nix': '{ pkgs }:\n{\n  modules.default.imports = [ ./modules/one.nix ./modules/two.nix ];\n}\n',
    'modules/one.nix': head + option,
    'modules/two.nix': head + option.replace('beacon.port', 'tally.port'),
  },
  find: ({ inventory }) =>
    [...declarations(inventory.modules)].flatMap(([path, [first, ...others]]) =>
      first === undefined ? [] : others.flatMap((other) => compareDeclarations(path, first, other)),
    ),
}

/** Every declaration of each option. One made per name, such as `sites.<name>.port`, belongs to its parent option. */
function declarations(modules: readonly Module[]): ReadonlyMap<string, readonly Declaration[]> {
  const all = new Map<string, Declaration[]>()
  for (const module of modules)
    for (const option of module.options) {
      // What is declared below it is not known: two modules may share a set.
      if (option.type === null) continue
      const known = all.get(option.path)
      if (known) known.push({ module, option })
      else all.set(option.path, [{ module, option }])
    }
  return all
}

function compareDeclarations(path: string, first: Declaration, other: Declaration): readonly Finding[] {
  if (first.module === other.module || first.module.system !== other.module.system) return []
  if (first.option.inSubmodule || other.option.inSubmodule) return []
  if (!path.includes('.') || areMergeable(first.option, other.option)) return []
  const together = first.module.entryPoints.filter((entryPoint) =>
    other.module.entryPoints.includes(entryPoint),
  )
  if (together.length === 0) return []
  return [
    {
      location: inModule(other),
      message: `The option ${path} is declared by ${first.module.path} and by ${other.module.path}, and ${together[0] ?? ''} reaches both: Nix refuses them together.`,
      remedy: 'Declare it in one of them, or rename it.',
      subject: `${path}: ${first.module.path}, ${other.module.path}`,
      wholeFile: true,
    },
  ]
}

/**
 * Submodules may be declared in parts, as long as one alone says more than the type (nixpkgs, `lib/modules.nix`,
 * `mergeOptionDecls`).
 */
function areMergeable(one: Option, other: Option): boolean {
  const bothHave = (field: 'default' | 'example' | 'description'): boolean =>
    one[field] !== null && other[field] !== null
  return (
    [one, other].every(({ type }) => type?.includes('submodule') === true) &&
    !bothHave('default') &&
    !bothHave('example') &&
    !bothHave('description')
  )
}

function inModule({ module, option }: Declaration): Finding['location'] {
  return option.location.path === module.path ? option.location : { path: module.path, line: 1, column: 1 }
}
