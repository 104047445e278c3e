import type { Inventory } from '../../model/inventory.ts'
import type { Check, Finding } from './check.ts'

/** A copy shares at least this many directives with the library's set, … */
const leastShared = 5
/** … and takes at least this part of its own directives from it. */
const leastPart = 0.7

const directives =
  'ProtectSystem = "strict"; ProtectHome = true; PrivateTmp = true; NoNewPrivileges = true; RestrictRealtime = true; LockPersonality = true;'

const module_ = (serviceConfig: string): string => `{ config, lib, ... }:
let
  serviceLib = import ../lib/service-common.nix { inherit lib; };
  cfg = config.services.beacon;
in
{
  options.services.beacon.enable = lib.mkEnableOption "beacon";
  config = lib.mkIf cfg.enable {
    systemd.services.beacon.serviceConfig = ${serviceConfig};
  };
}
`

const repository = {
  'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
  'lib/service-common.nix': `{ lib }:\n{\n  standardSecurityConfig = { ${directives} };\n}\n`,
}

export const ownCopyOfLibraryPattern: Check = {
  code: 'own-copy-of-library-pattern',
  severity: 'notice',
  title: 'hardening written out that a shared library has',
  explanation:
    'A module writes out the hardening directives that a shared library of the repository exports. The copy does not ' +
    'follow when the library gets better.',
  bad: { ...repository, 'modules/beacon.nix': module_(`{ ${directives} }`) },
  good: { ...repository, 'modules/beacon.nix': module_('serviceLib.standardSecurityConfig') },
  find: ({ inventory }) => {
    const modules = new Set(inventory.modules.map(({ path }) => path))
    return inventory.facts
      .filter(({ path }) => modules.has(path))
      .flatMap(({ path, directiveSets }) => {
        const copies = directiveSets.flatMap((set): readonly (Pattern & Pick<Finding, 'location'>)[] => {
          const pattern = findPattern(set.names, inventory)
          return pattern === null ? [] : [{ ...pattern, location: set.location }]
        })
        const [first] = copies
        return first === undefined ? [] : [describe(path, first, copies.length)]
      })
  },
}

function describe(path: string, copy: Pattern & Pick<Finding, 'location'>, count: number): Finding {
  const { library, name, shared, location } = copy
  const more = count > 1 ? `, and again in ${count - 1} more ${count === 2 ? 'place' : 'places'}` : ''
  return {
    location,
    message: `${path} writes out ${shared} hardening directives that ${name} of ${library} has${more}: a copy that misses later changes.`,
    remedy: `Start from ${name} and set only what differs.`,
    subject: `${path}: ${library} ${name}`,
  }
}

type Pattern = { readonly library: string; readonly name: string; readonly shared: number }

/** The library's set that has most of the names; null where none has enough of them. */
function findPattern(names: readonly string[], inventory: Inventory): Pattern | null {
  let best: Pattern | null = null
  for (const library of inventory.libraries)
    for (const [name, directives] of library.hardening) {
      const shared = names.filter((directive) => directives.has(directive)).length
      if (shared < leastShared || shared / names.length < leastPart) continue
      if (best === null || shared > best.shared) best = { library: library.path, name, shared }
    }
  return best
}
