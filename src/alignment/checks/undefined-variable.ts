import type { UndefinedVariable } from '../../model/facts.ts'
import type { Check } from './check.ts'

export const undefinedVariable: Check = {
  code: 'undefined-variable',
  severity: 'error',
  title: 'a variable that nothing defines',
  explanation:
    'Nix refuses to load a file that uses a name which is not in scope. Below a `with` nothing is sure, because the ' +
    'set may bring the name; only `config`, `options` and `pkgs` below `with lib` are reported there, since no library ' +
    'has them: a shared library that reads `config` must take it as an argument.',
  bad: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./beacon.nix { };\n}\n',
    'beacon.nix': '{ writeText }:\nwriteText "beacon" greting\n',
  },
  good: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./beacon.nix { };\n}\n',
    'beacon.nix': '{ writeText }:\nlet\n  greeting = "hello";\nin\nwriteText "beacon" greeting\n',
  },
  find: ({ inventory }) =>
    inventory.facts.flatMap(({ path, undefinedVariables }) =>
      groupByName(undefinedVariables).map(({ name, location, belowWith, uses }) => ({
        location,
        message: `\`${name}\` is not defined in ${path}${uses > 1 ? ` (${uses} uses)` : ''}, ${consequence(belowWith)}.`,
        remedy: `Define it, add it to the file's arguments, or correct the name.`,
        subject: `${path}: ${name}`,
      })),
    ),
}

function consequence(belowWith: boolean): string {
  return belowWith
    ? 'and no library that `with` brings in has it: evaluation fails where it is used'
    : 'so Nix refuses to load the file'
}

/** The first use of each name, with the number of uses. */
function groupByName(
  uses: readonly UndefinedVariable[],
): readonly (UndefinedVariable & { readonly uses: number })[] {
  const names = new Map<string, UndefinedVariable & { uses: number }>()
  for (const use of uses) {
    const known = names.get(use.name)
    if (known) known.uses++
    else names.set(use.name, { ...use, uses: 1 })
  }
  return [...names.values()]
}
