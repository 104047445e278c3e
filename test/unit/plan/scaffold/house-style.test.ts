import { describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../../grammar/load.ts'
import { defaultConfig } from '../../../../src/config/default-config.ts'
import { buildInventory } from '../../../../src/inventory/build-inventory.ts'
import { houseStyle, owningOrg } from '../../../../src/plan/scaffold/house-style.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'

const parser = await loadNixParser()

const service = (option: string): string =>
  `{ config, lib, ... }: { options.${option}.enable = lib.mkEnableOption "x"; config = lib.mkIf config.${option}.enable { systemd.services.x.script = "x"; }; }`

const styleOf = (files: Readonly<Record<string, string>>): string => {
  const snapshot = memorySnapshot(files)
  const inventory = buildInventory({ snapshot, parser, config: { entryPoints: null, exclude: [] } })
  const name = { name: 'tally', org: null, unit: 'tally', user: 'tally' }
  const { path, option } = houseStyle(inventory, name, defaultConfig)
  return `${option.join('.')} in ${path}`
}

describe('houseStyle', () => {
  it.each([
    [
      'a folder for services',
      {
        'modules/default.nix': '{ beacon = ./services/beacon; }',
        'modules/services/beacon/default.nix': service('services.beacon'),
      },
      'services.tally in modules/services/tally/default.nix',
    ],
    [
      'one module with a prefix of its own',
      { 'modules/default.nix': '{ a = ./a.nix; }', 'modules/a.nix': service('services.prometheus.a') },
      'services.tally in modules/tally.nix',
    ],
    [
      'most modules with one prefix',
      {
        'modules/default.nix': '{ imports = [ ./a.nix ./b.nix ]; }',
        'modules/a.nix': service('services.house.a'),
        'modules/b.nix': service('services.house.b'),
      },
      'services.house.tally in modules/tally.nix',
    ],
    [
      'modules that no entry point reaches',
      {
        'modules/default.nix': '{ imports = [ ./a.nix ]; }',
        'modules/a.nix': service('services.a'),
        'nixos/modules/b/default.nix': service('services.old.b'),
        'nixos/modules/c/default.nix': service('services.old.c'),
        'nixos/modules/d/default.nix': service('services.old.d'),
      },
      'services.tally in modules/tally.nix',
    ],
  ])('reads %s', (_, files, style) => {
    expect(styleOf(files)).toBe(style)
  })
})

describe('owningOrg', () => {
  const orgOf = (attr: string, modules: Readonly<Record<string, string>>): string | null => {
    const snapshot = memorySnapshot({
      'default.nix': `{ pkgs }: { ${attr} = pkgs.callPackage ./pkgs/misc/tally.nix { }; zebra = pkgs.callPackage ./pkgs/misc/beacon.nix { }; modules = import ./modules; }`,
      'pkgs/misc/tally.nix': '{ stdenv }: stdenv.mkDerivation { pname = "tally"; version = "1"; }',
      'pkgs/misc/beacon.nix': '{ stdenv }: stdenv.mkDerivation { pname = "beacon"; version = "1"; }',
      ...modules,
    })
    const inventory = buildInventory({ snapshot, parser, config: { entryPoints: null, exclude: [] } })
    const [first] = inventory.packages
    return first === undefined ? null : owningOrg(first, inventory)
  }
  const flat = { 'modules/default.nix': '{ a = ./a.nix; }', 'modules/a.nix': service('services.a') }
  const sorted = {
    'modules/default.nix': '{ a = ./misc/a.nix; b = ./misc/b.nix; }',
    'modules/misc/a.nix': service('services.a'),
    'modules/misc/b.nix': service('services.b'),
  }

  it('is none where the folder is but a category', () => {
    expect(orgOf('tally', flat)).toBeNull()
  })

  it('is the folder where users write it, or modules are sorted by it', () => {
    expect(orgOf('misc-tally', flat)).toBe('misc')
    expect(orgOf('tally', sorted)).toBe('misc')
  })
})
