import type { Module } from '../../model/inventory.ts'
import type { Check } from './check.ts'
import { alignedRepository, beaconModule } from './example-parts.ts'
import { moduleLocation } from './orphan-module.ts'

/** A unit with fewer directives is as good as bare: `systemd-analyze security` gives it 9 and more of 10. */
const least = 3

/** `DynamicUser=` brings ProtectSystem, ProtectHome, PrivateTmp, RemoveIPC, NoNewPrivileges, RestrictSUIDSGID (systemd.exec(5)). */
const byDynamicUser = 6

export const notHardened: Check = {
  code: 'not-hardened',
  severity: 'warning',
  title: 'a service that runs with nearly all rights of its user',
  explanation:
    'The units of the module set hardly any of the directives of systemd.exec(5) that take rights away. A service on the ' +
    'network should start from a strict baseline and relax what it needs, each with its reason. Units that are not ' +
    'known in full are left alone.',
  bad: {
    ...alignedRepository,
    'modules/beacon.nix': beaconModule.replace('        DynamicUser = true;\n', ''),
  },
  good: alignedRepository,
  find: ({ inventory }) =>
    inventory.modules
      .filter((module) => module.system === 'nixos' && module.units.length > 0)
      .flatMap((module) => {
        const count = countDirectives(module)
        if (count === null || count >= least) return []
        return [
          {
            location: moduleLocation(module),
            message: `The units of ${module.path} (${module.units.join(', ')}) set ${count === 0 ? 'no hardening directive' : `only ${count} hardening ${count === 1 ? 'directive' : 'directives'}`}, so whoever takes the service over has nearly all rights of its user.`,
            remedy:
              'Start from strict settings of systemd.exec(5), such as those of a shared library, and relax what the service needs.',
            subject: module.path,
            wholeFile: true,
          },
        ]
      }),
}

/** Whether the units of a module are hardened at all; null where that is not known, or it has none. */
export function isHardened(module: Module): boolean | null {
  if (module.units.length === 0) return null
  const count = countDirectives(module)
  return count === null ? null : count >= least
}

function countDirectives({ hardening }: Module): number | null {
  if (hardening === null) return null
  const off = new Set(['false', '"no"', 'null'])
  const set = [...hardening].filter(([, value]) => !off.has(value))
  return set.length + (hardening.get('DynamicUser') === 'true' ? byDynamicUser : 0)
}
