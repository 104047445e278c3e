import type { Inventory, Library } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'

const repository = {
  'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
  'modules/beacon.nix': `{ lib, ... }:
let
  serviceLib = import ../lib/service-common.nix { inherit lib; };
in
{
  options.services.beacon.port = serviceLib.mkPort 80;
}
`,
}
const mkPort = '  mkPort = port: lib.mkOption { type = lib.types.port; default = port; };\n'
const mkHost = '  mkHost = host: lib.mkOption { type = lib.types.str; default = host; };\n'

export const unusedLibraryFunction: Check = {
  code: 'unused-library-function',
  severity: 'notice',
  title: 'a library function that nothing uses',
  explanation:
    'No file of the repository names the function, so nobody notices when it breaks. Functions of a library that an ' +
    'entry point hands out are for users, and are left alone.',
  bad: { ...repository, 'lib/service-common.nix': `{ lib }:\n{\n${mkPort}${mkHost}}\n` },
  good: { ...repository, 'lib/service-common.nix': `{ lib }:\n{\n${mkPort}}\n` },
  find: ({ inventory }) => {
    const imported = new Set(
      inventory.facts.flatMap(({ fileReferences }) => fileReferences.map(({ target }) => target)),
    )
    const isOneFunction = ({ path, exports }: Library): boolean =>
      exports.length === 1 && imported.has(path) && path.endsWith(`${exports[0]?.name ?? ''}.nix`)
    const findings = inventory.libraries
      .filter((library) => !library.isPublic && !isOneFunction(library))
      .flatMap((library) =>
        library.exports
          .filter(({ name, parameters }) => parameters.length > 0 && !isUsed(name, library, inventory))
          .map(({ name, location }) => ({
            location,
            message: `No file uses ${name} of ${library.path}, so nobody notices when it breaks.`,
            remedy: 'Use it, or delete it.',
            subject: `${library.path}: ${name}`,
          })),
      )
    return onePerPlace(findings)
  },
}

/** A function that one library takes over from another is said once, of the file that it is written in. */
function onePerPlace(findings: readonly Finding[]): readonly Finding[] {
  const places = new Map<string, Finding>()
  for (const finding of findings) {
    const { path, line, column } = finding.location
    const place = `${path}:${line}:${column}`
    if (!places.has(place) || finding.subject.startsWith(`${path}: `)) places.set(place, finding)
  }
  return [...places.values()]
}

/** A re-export (`inherit (common) f;`) names it as well, so a name counts wherever it stands. */
function isUsed(name: string, library: Library, { facts }: Inventory): boolean {
  return facts.some(
    ({ path, mentions }) => mentions.has(name) && (path !== library.path || library.usesOwn.has(name)),
  )
}
