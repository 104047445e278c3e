import type { Module } from '../../model/inventory.ts'
import { topOptions } from '../match-modules.ts'
import type { Check } from './check.ts'
import { alignedRepository, beaconModule, beaconPackage } from './example-parts.ts'
import { moduleLocation } from './orphan-module.ts'

export const moduleNameMismatch: Check = {
  code: 'module-name-mismatch',
  severity: 'notice',
  title: 'a module whose file is named after something else than its options',
  explanation:
    'A reader looks for `services.beacon` in `beacon.nix`. Reported where a module declares one service, and no part of ' +
    "that service's path shares a word with the file's name.",
  bad: {
    'default.nix':
      '{ pkgs }:\n{\n  modules.tally = ./modules/tally.nix;\n  beacon = pkgs.callPackage ./pkgs/beacon { };\n}\n',
    'pkgs/beacon/default.nix': beaconPackage,
    'modules/tally.nix': beaconModule,
  },
  good: alignedRepository,
  find: ({ inventory }) =>
    inventory.modules.flatMap((module) => {
      const [option, ...others] = topOptions(module)
      const name = fileName(module)
      if (option === undefined || others.length > 0 || name === null) return []
      const words = new Set(wordsOf(option.slice(option.indexOf('.') + 1)))
      const stem = normalise(name)
      if (wordsOf(name).some((word) => words.has(word)) || normalise(option).includes(stem)) return []
      return [
        {
          location: moduleLocation(module),
          message: `${module.path} declares ${option}: nobody looks for it in a file of that name.`,
          remedy: 'Rename the file or the options, so that one leads to the other.',
          subject: module.path,
          wholeFile: true,
        },
      ]
    }),
}

/** Files that are called for what they are, in a folder that is called for what it is about. */
const partNames = new Set([
  'default',
  'module',
  'options',
  'service',
  'nixos',
  'home-manager',
  'darwin',
  'config',
])

/** The name a module's file gives it; null for the only module of a folder that is named for something wider. */
function fileName({ path }: Module): string | null {
  const parts = path.replace(/\.nix$/, '').split('/')
  const last = parts.at(-1)
  const name = last !== undefined && partNames.has(last) ? parts.at(-2) : last
  return name === undefined || name === 'modules' || name === 'nixos' || name === 'home-manager' ? null : name
}

/** The words of a name that tell something: `grain` and `darkroom` of `grain-darkroom`. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2)
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
