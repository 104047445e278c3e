import { describe, expect, it } from '@jest/globals'
import { moduleFile, packageFile } from '../../inventory/sample-files.ts'
import { alignFiles } from '../align-files.ts'

const orphans = (files: Readonly<Record<string, string>>): readonly string[] =>
  alignFiles(files)
    .problems.filter(({ code }) => code === 'orphan-module')
    .map(({ path }) => path)

describe('orphan-module', () => {
  it.each([
    ['nothing is handed out', {}],
    ['there is an overlay alone', { 'default.nix': 'final: prev: { a = 1; }' }],
  ])('is not said where %s: users import by path', (_, files) => {
    expect(orphans({ ...files, 'knot/default.nix': moduleFile('knot') })).toEqual([])
  })

  it('is said where packages are handed out, and the module is not', () => {
    const files = { 'default.nix': '{ pkgs }: { a = pkgs.hello; }', 'modules/knot.nix': moduleFile('knot') }
    expect(orphans(files)).toEqual(['modules/knot.nix'])
  })

  it('is not said of what an entry point imports to hand it out in its own way', () => {
    expect(
      orphans({
        'flake.nix':
          '{ outputs = _: { nixosModules = { }; lib.machine.knot = import ./modules/knot.nix "a"; }; }',
        'modules/knot.nix': `name: ${moduleFile('knot')}`,
        'modules/spindle.nix': moduleFile('spindle'),
      }),
    ).toEqual(['modules/spindle.nix'])
  })

  it('is not said of a list of modules that a function takes by default', () => {
    expect(
      orphans({
        'flake.nix':
          '{ outputs = { nixpkgs, ... }: { nixosModules = { }; lib = import ./lib nixpkgs.lib; }; }',
        'lib/default.nix':
          'lib: { make = { modules ? import ../modules/list.nix }: lib.evalModules { inherit modules; }; }',
        'modules/list.nix': '[ ./knot.nix ]',
        'modules/knot.nix': moduleFile('knot'),
        'modules/spindle.nix': moduleFile('spindle'),
      }),
    ).toEqual(['modules/spindle.nix'])
  })

  it('is not said of a function that takes what no module gets', () => {
    expect(
      orphans({
        'flake.nix': '{ outputs = _: { nixosModules = { }; }; }',
        'modules/pool.nix':
          '{ lib, pool }: lib.recursiveUpdate { disk.${pool} = { options.mountpoint = "none"; }; } pool.more',
      }),
    ).toEqual([])
  })

  describe('of machines that the repository configures itself', () => {
    const machine = (modules: string): string =>
      `{ inputs.nixpkgs.url = "github:NixOS/nixpkgs"; outputs = { self, nixpkgs }: { packages.x86_64-linux.a = nixpkgs.legacyPackages.x86_64-linux.hello; nixosModules = { ${modules} }; nixosConfigurations.home = nixpkgs.lib.nixosSystem { modules = [ ./machines/home.nix ]; }; }; }`
    const files = {
      'machines/home.nix': '{ imports = [ ../services ]; }',
      'services/default.nix': '{ imports = [ ./knot.nix ]; }',
      'services/knot.nix': moduleFile('knot'),
      'modules/spindle.nix': moduleFile('spindle'),
      'modules/lost.nix': moduleFile('lost'),
    }

    it('is not said where none is handed out', () => {
      expect(orphans({ ...files, 'flake.nix': machine('') })).toEqual([])
    })

    it('is said beside those that are handed out, but not of what the machines are made of', () => {
      expect(orphans({ ...files, 'flake.nix': machine('spindle = ./modules/spindle.nix;') })).toEqual([
        'modules/lost.nix',
      ])
    })

    it('does not make their packages lack a module', () => {
      const { packages } = alignFiles({
        ...files,
        'flake.nix': machine('spindle = ./modules/spindle.nix;').replace(
          'a = nixpkgs.legacyPackages.x86_64-linux.hello;',
          'knot = nixpkgs.legacyPackages.x86_64-linux.callPackage ./knot.nix { };',
        ),
        'knot.nix': packageFile('knot'),
      })
      expect(packages.map(({ package: { attr }, status }) => [attr, status])).toEqual([['knot', 'aligned']])
    })
  })

  it('is not said of what the repository evaluates in a module system of its own', () => {
    const files = {
      'default.nix': '{ pkgs }: { a = pkgs.hello; modules.x = ./modules/x.nix; lib = import ./lib.nix; }',
      'lib.nix':
        '{ lib }: { evaluate = module: lib.evalModules { modules = import ./own.nix ++ [ module ]; }; }',
      'own.nix': '[ ./own/knot ]',
      'own/knot/default.nix': moduleFile('knot'),
      'modules/x.nix': moduleFile('x'),
      'modules/spindle.nix': moduleFile('spindle'),
    }
    expect(orphans(files)).toEqual(['modules/spindle.nix'])
  })

  it('is not said of what a submodule consists of', () => {
    const files = {
      'default.nix': '{ pkgs }: { a = pkgs.hello; modules.x = ./modules/x.nix; }',
      'modules/x.nix': moduleFile('x'),
      'lib/disk.nix':
        '{ config, lib, ... }: { options = { type = lib.mkOption { default = "disk"; }; device = lib.mkOption { type = lib.types.str; }; }; }',
    }
    expect(orphans(files)).toEqual([])
  })
})
