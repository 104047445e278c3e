import { describe, expect, it } from '@jest/globals'
import { inventoryOf, moduleOf } from './inventory-of.ts'
import { moduleFile } from './sample-files.ts'

const part = `{ config, lib, pkgs, part ? "part" }:
{
  options.relay.\${part}.enable = lib.mkEnableOption part;
  config = lib.mkIf config.relay.\${part}.enable {
    systemd.services."relay-\${part}".serviceConfig.ExecStart = "/bin/relay";
  };
}
`

const partsOf = (...names: string[]): string => `{ config, lib, pkgs, ... }: {
  imports = [ ${names.map((name) => `(import ./part.nix { inherit config lib pkgs; part = "${name}"; })`).join(' ')} ];
  options.relay.name = lib.mkOption { type = lib.types.str; };
}
`

const servicesOf = (files: Readonly<Record<string, string>>, path: string): readonly string[] =>
  moduleOf(inventoryOf(files), path).services.map(({ option }) => option)

describe('a module that another one makes by calling its file', () => {
  const files = { 'modules/relay/default.nix': partsOf('hub', 'edge'), 'modules/relay/part.nix': part }

  it('has the options of each call, and not those of its defaults', () => {
    expect(servicesOf(files, 'modules/relay/part.nix')).toEqual(['relay.hub', 'relay.edge'])
  })

  it('runs the units of each call', () => {
    const { units } = moduleOf(inventoryOf(files), 'modules/relay/part.nix')
    expect(units).toEqual(['relay-edge.service', 'relay-hub.service'])
  })

  it('is reached by who reaches its caller', () => {
    const inventory = inventoryOf({
      ...files,
      'default.nix': '{ pkgs }: { modules.relay = ./modules/relay; }',
    })
    expect(moduleOf(inventory, 'modules/relay/part.nix').entryPoints).toEqual(['default.nix'])
  })

  it('keeps its options, where its importer gets it from the flake', () => {
    const inventory = inventoryOf({
      'flake.nix':
        '{ outputs = { self, ... }: { nixosModules = { relay = import ./relay.nix self; store = import ./store.nix self; }; }; }',
      'relay.nix':
        'self: { lib, ... }: { imports = [ self.nixosModules.store ]; options.services.relay.enable = lib.mkEnableOption "relay"; }',
      'store.nix': 'self: { lib, ... }: { options.services.store.enable = lib.mkEnableOption "store"; }',
    })
    expect(moduleOf(inventory, 'relay.nix').options.map(({ path }) => path)).toEqual([
      'services.relay.enable',
    ])
    expect(moduleOf(inventory, 'store.nix').entryPoints).toEqual(['flake.nix'])
  })

  it('has its own options, too, where it is imported as it is', () => {
    const services = servicesOf(
      { ...files, 'modules/default.nix': '{ imports = [ ./relay ./relay/part.nix ]; }' },
      'modules/relay/part.nix',
    )
    expect(services).toEqual(['relay.part', 'relay.hub', 'relay.edge'])
  })

  it('declares each option once, however many entry points call it', () => {
    const modules = 'relay = import ./modules/made.nix { name = "relay"; };'
    const inventory = inventoryOf({
      'default.nix': `{ pkgs }: { modules = { ${modules} }; }`,
      'flake.nix': `{ outputs = _: { nixosModules = { ${modules} }; }; }`,
      'modules/made.nix':
        '{ name }: { lib, ... }: { options.services.${name}.enable = lib.mkEnableOption name; }',
    })
    const made = moduleOf(inventory, 'modules/made.nix')
    expect(made.options.map(({ path }) => path)).toEqual(['services.relay.enable'])
    expect(made.entryPoints).toEqual(['default.nix', 'flake.nix'])
  })
})

describe('a module written in place', () => {
  it.each([
    ['a set', '{ options.services.x.enable = lib.mkEnableOption "x"; }'],
    ['a function', '({ lib, ... }: { options.services.x.enable = lib.mkEnableOption "x"; })'],
    ['what a library makes', '(import ../lib/make.nix { inherit lib; } "x")'],
    ['what a function of the file makes', '(make "x")'],
  ])('belongs to the file that imports it: %s', (_, module) => {
    const library = {
      'lib/make.nix':
        '{ lib }: let enable = lib.mkEnableOption; in name: { options.services.${name}.enable = enable name; }',
    }
    const files = {
      ...(module.includes('make.nix') ? library : {}),
      'modules/x.nix': `{ lib, ... }:
let
  make = name: { options.services.\${name}.enable = lib.mkEnableOption name; };
in
{
  imports = [ ${module} ];
  options.services.own.enable = lib.mkEnableOption "own";
}
`,
    }
    expect(servicesOf(files, 'modules/x.nix')).toEqual(['services.own', 'services.x'])
    expect(inventoryOf(files).modules.map(({ path }) => path)).toEqual(['modules/x.nix'])
  })

  it('is none where it only hands on the assertions of NixOS', () => {
    const { modules } = inventoryOf({
      'modules/exporters/json.nix': `{ config, lib, options, ... }: {
  port = 7979;
  imports = [ ({ options.warnings = options.warnings; options.assertions = options.assertions; }) ];
}`,
    })
    expect(modules).toEqual([])
  })

  it('belongs to the entry point that hands it out', () => {
    const inventory = inventoryOf({
      'flake.nix':
        '{ outputs = _: { nixosModules.x = { lib, ... }: { options.services.x.enable = lib.mkEnableOption "x"; }; }; }',
    })
    expect(moduleOf(inventory, 'flake.nix')).toMatchObject({ entryPoints: ['flake.nix'] })
    expect(moduleOf(inventory, 'flake.nix').services).toMatchObject([{ option: 'services.x' }])
  })

  it('is no second one where a plain file is imported by its value', () => {
    const inventory = inventoryOf({
      'modules/default.nix': '{ imports = [ (import ./x.nix) ]; }',
      'modules/x.nix': moduleFile('x'),
    })
    const { options, services } = moduleOf(inventory, 'modules/x.nix')
    expect(services).toHaveLength(1)
    expect(new Set(options.map(({ path }) => path)).size).toBe(options.length)
  })

  it('are reached however deep the lists and functions around them nest', () => {
    const inventory = inventoryOf({
      'flake.nix':
        '{ outputs = { nixpkgs, ... }: { nixosModules.all = { lib, ... }: { imports = [ { imports = [ [ (lib.modules.importApply ./x.nix { it = 1; }) ] ]; } ]; }; }; }',
      'x.nix': `{ it }:\n${moduleFile('x')}`,
    })
    expect(moduleOf(inventory, 'x.nix').entryPoints).toEqual(['flake.nix'])
  })

  it('end where a module imports itself', () => {
    const inventory = inventoryOf({
      'flake.nix':
        '{ outputs = _: { nixosModules = rec { all = { imports = [ all one ]; }; one = { imports = [ all ./x.nix ]; }; }; }; }',
      'x.nix': moduleFile('x'),
    })
    expect(moduleOf(inventory, 'x.nix').entryPoints).toEqual(['flake.nix'])
    expect(inventory.entryPoints[0]?.modulesUnknown).toBeNull()
  })
})
