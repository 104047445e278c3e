import type { AlignedPackage } from '../../model/alignment.ts'
import type { Check } from './check.ts'
import { beaconModule, beaconPackage } from './example-parts.ts'

export const missingModule: Check = {
  code: 'missing-module',
  severity: 'warning',
  title: 'a service package that no module runs',
  explanation:
    'A package that is a service needs a NixOS module, or every user has to write the unit, the user and the hardening ' +
    'again. What makes it a service is listed with it as evidence. A module that no entry point reaches does not count: ' +
    'users do not have it. Where a service needs no module, record a waiver: `waivers` in the config, ' +
    '`/not-a-service`, or a comment at the package.',
  bad: {
    'default.nix': '{ pkgs }:\n{\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
    'pkgs/beacon/default.nix': beaconPackage,
  },
  good: {
    'default.nix':
      '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
    'pkgs/beacon/default.nix': beaconPackage,
    'modules/beacon.nix': beaconModule,
  },
  find: ({ packages }) =>
    byDerivation(packages.filter(({ status }) => status === 'missing-module')).map(
      ([{ package: pkg, reason, modules }, ...others]) => ({
        location: pkg.location,
        message: `${pkg.attr}${alsoKnownAs(others)} has no module that users can reach. ${reason}`,
        remedy:
          modules.length > 0
            ? `Import ${modules.join(', ')} where your modules are listed.`
            : `Write a module for it (\`nur-keeper scaffold . ${pkg.attr}\`), or record a waiver with its reason.`,
        subject: pkg.attr,
      }),
    ),
}

type OneOrMore = readonly [AlignedPackage, ...AlignedPackage[]]

/** Packages that one place builds under one name, such as variants for other processors, lack one module. */
function byDerivation(packages: readonly AlignedPackage[]): readonly OneOrMore[] {
  const groups = new Map<string, [AlignedPackage, ...AlignedPackage[]]>()
  for (const aligned of packages) {
    const { location, pname, attr } = aligned.package
    const key = `${location.path}:${location.line}:${location.column} ${pname ?? attr}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [aligned])
    else group.push(aligned)
  }
  return [...groups.values()]
}

function alsoKnownAs(others: readonly AlignedPackage[]): string {
  return others.length === 0 ? '' : ` (also ${others.map(({ package: pkg }) => pkg.attr).join(', ')})`
}
