import { describe, expect, it } from '@jest/globals'
import { attrsOf, inventoryOf, packageOf } from './inventory-of.ts'
import { moduleFile, packageFile } from './sample-files.ts'

const flake = (outputs: string, inputs: string): string =>
  `{\n  inputs = { ${inputs} };\n  outputs = ${outputs};\n}\n`

describe('a flake whose outputs are made from its tree', () => {
  it('reads the tree that import-tree imports', () => {
    const inventory = inventoryOf({
      'flake.nix': flake(
        'inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } (inputs.import-tree ./parts)',
        'flake-parts.url = "github:hercules-ci/flake-parts"; import-tree.url = "github:vic/import-tree";',
      ),
      'parts/deep/a.nix':
        '{ perSystem = { pkgs, ... }: { packages.a = pkgs.callPackage ../../a.nix { }; }; }',
      'parts/_b.nix': '{ perSystem = { pkgs, ... }: { packages.b = pkgs.callPackage ../a.nix { }; }; }',
      'parts/module.nix': '{ flake.nixosModules.c = ../c.nix; }',
      'a.nix': packageFile('a'),
      'c.nix': moduleFile('c'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(inventory.modules.map(({ entryPoints }) => entryPoints)).toEqual([['flake.nix']])
  })

  it('reads the folders of a blueprint', () => {
    const inventory = inventoryOf({
      'flake.nix': flake(
        'inputs: inputs.blueprint { inherit inputs; prefix = "nix/"; }',
        'blueprint.url = "github:numtide/blueprint";',
      ),
      'nix/packages/a/default.nix':
        '{ pkgs, pname, perSystem, ... }: pkgs.buildGoModule { inherit pname; version = "1"; b = perSystem.self.b; }',
      'nix/packages/b.nix': '{ pkgs, ... }: pkgs.buildGoModule { pname = "b"; version = "1"; }',
      'nix/packages/mac.nix':
        '{ pkgs, ... }: pkgs.buildGoModule { pname = "mac"; version = "1"; meta.platforms = [ "aarch64-darwin" ]; }',
      'nix/modules/nixos/a.nix': moduleFile('a'),
      'nix/modules/nixos/b/default.nix': `{ flake, inputs }:\n${moduleFile('b')}`,
      'nix/modules/home/c.nix': moduleFile('c'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b'])
    expect(packageOf(inventory, 'a').location.path).toBe('nix/packages/a/default.nix')
    expect(
      inventory.modules.map(({ path, system, entryPoints }) => `${path} ${system} ${entryPoints.join()}`),
    ).toEqual([
      'nix/modules/home/c.nix home-manager flake.nix',
      'nix/modules/nixos/a.nix nixos flake.nix',
      'nix/modules/nixos/b/default.nix nixos flake.nix',
    ])
  })
})
