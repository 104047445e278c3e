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

describe('a flake of flake-parts', () => {
  const inputs =
    'flake-parts.url = "github:hercules-ci/flake-parts"; pkgs-by-name.url = "github:drupol/pkgs-by-name-for-flake-parts"; nixpkgs.url = "github:NixOS/nixpkgs";'
  const parts = (module: string): string =>
    flake(`inputs: inputs.flake-parts.lib.mkFlake { inherit inputs; } (${module})`, inputs)

  it('has the overlay that easyOverlay makes', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        '{ imports = [ inputs.flake-parts.flakeModules.easyOverlay ]; perSystem = { config, pkgs, ... }: { packages.a = pkgs.callPackage ./a.nix { }; overlayAttrs.mine = { inherit (config.packages) a; }; }; }',
      ),
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(packageOf(inventory, 'a').aliases).toEqual(['mine.a'])
    expect(inventory.overlay).toEqual({ attrs: ['mine', 'mine.a'], open: [], unknown: null })
  })

  it('may say what the flake has by a function', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        '{ flake = { self, ... }: { nixosModules.x = { imports = [ ./x.nix ]; }; }; perSystem = { pkgs, ... }: { packages.a = pkgs.callPackage ./a.nix { }; }; }',
      ),
      'a.nix': packageFile('a'),
      'x.nix': '{ lib, ... }: { options.services.x.enable = lib.mkEnableOption "x"; }',
    })
    expect(inventory.modules).toMatchObject([{ path: 'x.nix', entryPoints: ['flake.nix'] }])
  })

  it('has the packages of a folder by name', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        '{ imports = [ inputs.pkgs-by-name.flakeModule ]; perSystem = { pkgsDirectory = ./pkgs; pkgsNameSeparator = "-"; }; }',
      ),
      'pkgs/a.nix': packageFile('a'),
      'pkgs/tools/b/package.nix': packageFile('b'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'tools-b'])
  })

  it('reads `config`, conditions, imports and the `pkgs` that a `perSystem` says', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        '{ perSystem = { lib, pkgs, system, ... }: { imports = [ ./more.nix (lib.mkIf (system == "aarch64-linux") { packages.other = pkgs.hello; }) ]; config = { _module.args.pkgs = import inputs.nixpkgs { inherit system; overlays = [ (final: prev: { a = final.callPackage ./a.nix { }; }) ]; }; packages.a = pkgs.a; }; }; }',
      ),
      'more.nix': '{ pkgs, lib, ... }: lib.mkMerge [ { packages.b = pkgs.callPackage ./b.nix { }; } ]',
      'a.nix': packageFile('a'),
      'b.nix': packageFile('b'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b'])
    expect(packageOf(inventory, 'a').location.path).toBe('a.nix')
  })

  it('calls what asks for what `perSystem` makes', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        `{ withSystem, ... }: { perSystem = { pkgs, ... }: { packages.a = pkgs.callPackage ./a.nix { }; }; flake.overlays.default = final: prev: withSystem prev.stdenv.hostPlatform.system ({ self', ... }: { inherit (self'.packages) a; }); }`,
      ),
      'a.nix': packageFile('a'),
    })
    expect(inventory.overlay).toEqual({ attrs: ['a'], open: [], unknown: null })
  })

  it('does not know what comes from a partition', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        '{ imports = [ inputs.flake-parts.flakeModules.partitions ]; partitionedAttrs.packages = "dev"; perSystem = { pkgs, ... }: { packages.a = pkgs.callPackage ./a.nix { }; }; }',
      ),
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual([])
    expect(inventory.entryPoints[0]?.unknown).toContain('the partition dev of the flake')
  })
})
