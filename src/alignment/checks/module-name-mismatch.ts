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
    "that service's path shares a word with the file's name, nor its last part with a folder's.",
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
      if (option === undefined || others.length > 0 || isNamedFor(option, module)) return []
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

/** Folders that say nothing of what a module in them is about. */
const wideFolders = new Set(['modules', 'nixos', 'home-manager', 'darwin'])

/** Whether a word of the file's name is in the option's, or the last word of the option's in the folder's. */
function isNamedFor(option: string, { path }: Module): boolean {
  const parts = path.replace(/\.nix$/, '').split('/')
  const own = parts.findLastIndex((part) => !partNames.has(part))
  const name = parts[own]
  if (name === undefined || wideFolders.has(name)) return true
  const words = new Set(wordsOf(option.slice(option.indexOf('.') + 1)))
  const last = option.slice(option.lastIndexOf('.') + 1)
  const isIn = (part: string): boolean =>
    wordsOf(part).some((word) => wordsOf(last).includes(word)) || normalise(part).includes(normalise(last))
  return (
    wordsOf(name).some((word) => words.has(word)) ||
    normalise(option).includes(normalise(name)) ||
    // `projects/knot/programs/basic/module.nix`
    parts.slice(0, own + 1).some(isIn)
  )
}

/** The words of a name that tell something: `grain` and `darkroom` of `grain-darkroom` and of `grainDarkroom`. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2)
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
