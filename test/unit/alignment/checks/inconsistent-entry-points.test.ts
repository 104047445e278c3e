import { describe, expect, it } from '@jest/globals'
import { moduleFile, packageFile } from '../../inventory/sample-files.ts'
import { alignFiles } from '../align-files.ts'

const messages = (files: Readonly<Record<string, string>>): readonly string[] =>
  alignFiles({ 'hm/x.nix': moduleFile('x'), 'hm/y.nix': moduleFile('y'), ...files })
    .problems.filter(({ code }) => code === 'inconsistent-entry-points')
    .map(({ message }) => message)

describe('inconsistent-entry-points', () => {
  it('does not ask an entry point without home-manager modules for one', () => {
    expect(
      messages({
        'default.nix': '{ pkgs }: { hmModules = { x = ./hm/x.nix; y = ./hm/y.nix; }; }',
        'modules/default.nix': '{ imports = [ ]; }',
      }),
    ).toEqual([])
  })

  it('lets a list that another entry point adds to have less', () => {
    expect(
      messages({
        'pkgs/default.nix': '{ pkgs }: { knot = pkgs.callPackage ./knot { }; }',
        'flake.nix':
          '{ outputs = { nixpkgs, ... }: { packages.x86_64-linux = let pkgs = nixpkgs.legacyPackages.x86_64-linux; in import ./pkgs { inherit pkgs; } // { spindle = pkgs.callPackage ./pkgs/spindle { }; }; }; }',
        'pkgs/knot/default.nix': packageFile('knot'),
        'pkgs/spindle/default.nix': packageFile('spindle'),
      }),
    ).toEqual([])
  })

  it('does not take a module of flake-parts for a set of packages', () => {
    expect(
      messages({
        'default.nix': '{ pkgs }: { knot = pkgs.callPackage ./pkgs/knot { }; }',
        'pkgs/default.nix':
          '{ inputs, ... }: { systems = [ "x86_64-linux" ]; perSystem = { pkgs, ... }: { packages.knot = pkgs.callPackage ./knot { }; }; }',
        'flake.nix':
          '{ outputs = inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } { imports = [ ./pkgs ]; }; }',
        'pkgs/knot/default.nix': packageFile('knot'),
      }),
    ).toEqual([])
  })

  it('compares those that have some', () => {
    expect(
      messages({
        'default.nix': '{ pkgs }: { hmModules = { x = ./hm/x.nix; y = ./hm/y.nix; }; }',
        'flake.nix': '{ outputs = _: { homeModules.x = ./hm/x.nix; }; }',
      }),
    ).toEqual([
      'The module hm/y.nix is reached from default.nix, but not from flake.nix, so only some users get it.',
    ])
  })

  it('does not ask a flake for what default.nix has in an overlay only', () => {
    const overlay = 'overlays.python = final: prev: { arger = final.callPackage ./pkgs/arger { }; };'
    expect(
      messages({
        'default.nix': `{ pkgs }: { ${overlay} knot = pkgs.callPackage ./pkgs/knot { }; }`,
        'flake.nix':
          '{ outputs = { nixpkgs, ... }: { packages.x86_64-linux = { inherit (import ./. { pkgs = nixpkgs.legacyPackages.x86_64-linux; }) knot; }; }; }',
        'pkgs/arger/default.nix': packageFile('arger', 'buildGoModule', ''),
        'pkgs/knot/default.nix': packageFile('knot', 'buildGoModule', ''),
      }),
    ).toEqual([])
  })

  it('asks nobody for the default of a flake', () => {
    expect(
      messages({
        'default.nix': '{ pkgs }: { knot = pkgs.callPackage ./pkgs/knot { }; }',
        'flake.nix': `{
  outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
    packages.x86_64-linux = import ./. { inherit pkgs; } // {
      default = pkgs.symlinkJoin { name = "all"; paths = builtins.attrValues (import ./. { inherit pkgs; }); };
    };
  };
}`,
        'pkgs/knot/default.nix': packageFile('knot', 'buildGoModule', ''),
      }),
    ).toEqual([])
  })

  it.each([
    ['others', 'deploy = nixpkgs.legacyPackages.x86_64-linux.callPackage ./pkgs/deploy { };', []],
    ['a part', 'inherit (import ./. { pkgs = nixpkgs.legacyPackages.x86_64-linux; }) knot;', ['spindle']],
  ])(
    'asks an entry point that has %s for the packages of another where they share some',
    (_, inFlake, missing) => {
      const found = messages({
        'default.nix':
          '{ pkgs }: { knot = pkgs.callPackage ./pkgs/knot { }; spindle = pkgs.callPackage ./pkgs/spindle { }; }',
        'flake.nix': `{ outputs = { nixpkgs, ... }: { packages.x86_64-linux = { ${inFlake} }; }; }`,
        'pkgs/deploy/default.nix': packageFile('deploy'),
        'pkgs/knot/default.nix': packageFile('knot'),
        'pkgs/spindle/default.nix': packageFile('spindle'),
      })
      expect(found).toEqual(
        missing.map((name) =>
          expect.stringContaining(`The package ${name} is in default.nix, but not in flake.nix`),
        ),
      )
    },
  )
})
