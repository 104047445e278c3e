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

  it('has packages that mkMerge and mkIf define', () => {
    const inventory = inventoryOf({
      'flake.nix': parts(
        `{ perSystem = { pkgs, lib, system, ... }: { packages = lib.mkMerge [ { a = pkgs.callPackage ./a.nix { }; } (lib.mkIf (system == "x86_64-linux") { b = pkgs.callPackage ./b.nix { }; }) (lib.mkIf (system == "x") { c = pkgs.callPackage ./b.nix { }; }) (lib.mkIf pkgs.x { d = pkgs.callPackage ./d.nix { }; }) ]; }; }`,
      ),
      'a.nix': packageFile('a'),
      'b.nix': packageFile('b'),
      'd.nix': packageFile('d'),
    })
    expect(inventory.packages.map(({ attr, unknown }) => [attr, unknown === null])).toEqual([
      ['a', true],
      ['b', true],
      ['d', false],
    ])
    expect(inventory.entryPoints[0]?.unknown).toBeNull()
  })

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

describe('a flake of snowfall-lib', () => {
  const inputs = 'nixpkgs.url = "github:NixOS/nixpkgs"; snowfall-lib.url = "github:snowfallorg/lib";'
  const files = {
    'nix/packages/tools/a/default.nix':
      '{ lib, namespace, stdenv, pkgs, ... }: stdenv.mkDerivation { pname = lib.${namespace}.named "a"; version = "1"; b = pkgs.${namespace}.b; }',
    'nix/packages/b/default.nix':
      '{ stdenv, ... }: stdenv.mkDerivation { pname = "b"; version = "1"; meta.platforms = [ "x86_64-linux" ]; }',
    'nix/packages/mac/default.nix':
      '{ lib, stdenv, ... }: stdenv.mkDerivation { pname = "mac"; version = "1"; meta.platforms = lib.platforms.darwin; }',
    'nix/packages/notes.nix': '{ }: 1',
    'nix/lib/naming/default.nix':
      '{ lib, ... }: { named = name: "mine-${name}"; mkBool = lib.mkOption { type = lib.types.bool; default = false; }; }',
    'nix/modules/nixos/services/a/default.nix':
      '{ lib, namespace, config, pkgs, ... }: { options.${namespace}.services.a = { enable = lib.mkEnableOption "a"; loud = lib.${namespace}.mkBool; }; }',
    'nix/modules/home/c/default.nix': moduleFile('c'),
    'nix/overlays/extra/default.nix':
      '{ channels, ... }: final: prev: { inherit (channels.nixpkgs.mine) b; }',
    'nix/overlays/hidden/default.nix':
      '{ ... }: final: prev: { __dontExport = true; hidden = final.callPackage ./x.nix { }; }',
  }
  const options =
    'inherit inputs; src = ./.; snowfall = { root = ./nix; namespace = "mine"; }; alias.packages.default = "b"; outputs-builder = channels: { packages.extra = channels.nixpkgs.callPackage ./c.nix { }; };'

  it.each([
    ['mkFlake', `inputs: inputs.snowfall-lib.mkFlake { ${options} }`],
    [
      'mkLib',
      `inputs: let lib = inputs.snowfall-lib.mkLib { inherit inputs; src = ./.; snowfall = { root = ./nix; namespace = "mine"; }; }; in lib.mkFlake { ${options} }`,
    ],
  ])('has what its folders hold, by %s', (_, outputs) => {
    const inventory = inventoryOf({
      ...files,
      'flake.nix': flake(outputs, inputs),
      'c.nix': packageFile('c'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b', 'extra'])
    expect(packageOf(inventory, 'a')).toMatchObject({
      pname: 'mine-a',
      location: { path: 'nix/packages/tools/a/default.nix' },
    })
    expect(packageOf(inventory, 'b').aliases).toEqual(['default', 'mine.b'])
    expect(inventory.overlay?.attrs).toEqual(['b', 'mine', 'mine.a', 'mine.b', 'mine.mac'])
    expect(
      inventory.modules.map(({ path, system, options, entryPoints }) => [
        path,
        system,
        entryPoints,
        options.map(({ path }) => path),
      ]),
    ).toEqual([
      ['nix/modules/home/c/default.nix', 'home-manager', ['flake.nix'], ['services.c.enable']],
      [
        'nix/modules/nixos/services/a/default.nix',
        'nixos',
        ['flake.nix'],
        ['mine.services.a.enable', 'mine.services.a.loud'],
      ],
    ])
  })
})

describe('a flake of flake-utils-plus', () => {
  it('has what its outputs builder makes, and the modules that it exports', () => {
    const inventory = inventoryOf({
      'flake.nix': flake(
        'inputs@{ self, nixpkgs, utils }: utils.lib.mkFlake { inherit self inputs; sharedOverlays = [ self.overlay ]; overlay = final: prev: { a = final.callPackage ./a.nix { }; }; nixosModules = utils.lib.exportModules [ ./modules/c.nix ]; outputsBuilder = channels: { packages = { inherit (channels.nixpkgs) a; }; }; }',
        'nixpkgs.url = "github:NixOS/nixpkgs"; utils.url = "github:gytis-ivaskevicius/flake-utils-plus";',
      ),
      'a.nix': packageFile('a'),
      'modules/c.nix': moduleFile('c'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(inventory.modules.map(({ entryPoints }) => entryPoints)).toEqual([['flake.nix']])
  })
})

describe('packages filtered by flake-utils', () => {
  it('are those that other entry points have in a set', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { tools = pkgs.lib.recurseIntoAttrs { a = pkgs.wrapFirefox pkgs.x { }; callPackage = pkgs.newScope { }; }; }',
      'flake.nix': flake(
        '{ self, nixpkgs, flake-utils }: flake-utils.lib.eachDefaultSystem (system: { packages = flake-utils.lib.flattenTree (import ./. { pkgs = nixpkgs.legacyPackages.${system}; }); })',
        'nixpkgs.url = "nixpkgs"; flake-utils.url = "github:numtide/flake-utils";',
      ),
    })
    expect(inventory.packages).toMatchObject([
      { attr: 'tools.a', aliases: ['tools/a'], entryPoints: ['default.nix', 'flake.nix'] },
    ])
  })

  it('are those that are not broken and run here', () => {
    const inventory = inventoryOf({
      'flake.nix': flake(
        '{ self, nixpkgs, flake-utils }: flake-utils.lib.eachDefaultSystem (system: let pkgs = nixpkgs.legacyPackages.${system}; in { packages = flake-utils.lib.filterPackages system (flake-utils.lib.flattenTree { a = pkgs.callPackage ./a.nix { }; broken = pkgs.stdenv.mkDerivation { name = "b"; meta.broken = true; }; mac = pkgs.stdenv.mkDerivation { name = "m"; meta.platforms = pkgs.lib.platforms.darwin; }; bad = pkgs.stdenv.mkDerivation { name = "m"; meta.badPlatforms = [ "x86_64-linux" ]; }; text = "no"; }); })',
        'nixpkgs.url = "nixpkgs"; flake-utils.url = "github:numtide/flake-utils";',
      ),
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
  })
})

describe('a flake of flakelight', () => {
  const inputs = 'flakelight.url = "github:nix-community/flakelight";'

  it('has what its module and its folder `nix/` define', () => {
    const inventory = inventoryOf({
      'flake.nix': flake(
        '{ flakelight, ... }@inputs: flakelight ./. ({ lib, ... }: { inherit inputs; package = { buildGoModule }: buildGoModule { pname = "main"; version = "1"; }; packages = { a = { callPackage }: callPackage ./a.nix { }; plain = pkgs: pkgs.callPackage ./a.nix { }; }; nixosModules.x = ./x.nix; outputs.lib.two = 2; })',
        inputs,
      ),
      'a.nix': packageFile('a'),
      'x.nix': moduleFile('x'),
      'nix/packages/b.nix': '{ buildGoModule, a }: buildGoModule { pname = "b"; version = a.version; }',
      'nix/packages/_hidden/default.nix': packageFile('hidden'),
      'nix/nixosModules/y.nix': moduleFile('y'),
      'nix/homeModule.nix': moduleFile('z'),
      'nix/overlays.nix': '{ more = final: prev: { c = final.callPackage ../a.nix { }; }; }',
    })
    expect(attrsOf(inventory)).toEqual(['a', 'b', 'c', 'default', 'hidden', 'plain'])
    expect(packageOf(inventory, 'b')).toMatchObject({
      version: '1.0',
      location: { path: 'nix/packages/b.nix' },
    })
    expect(inventory.overlay?.attrs).toEqual(['a', 'b', 'c', 'hidden', 'main', 'plain'])
    expect(inventory.modules.map(({ path, system, entryPoints }) => [path, system, entryPoints])).toEqual([
      ['nix/homeModule.nix', 'home-manager', ['flake.nix']],
      ['nix/nixosModules/y.nix', 'nixos', ['flake.nix']],
      ['x.nix', 'nixos', ['flake.nix']],
    ])
  })

  it('does not know what another module adds', () => {
    const inventory = inventoryOf({
      'flake.nix': flake(
        'inputs: inputs.flakelight.lib.mkFlake ./. { imports = [ inputs.other.flakelightModules.default ]; packages.a = { callPackage }: callPackage ./a.nix { }; }',
        `${inputs} other.url = "github:x/y";`,
      ),
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(inventory.entryPoints[0]?.unknown).toContain('other')
  })
})

describe('a default.nix that hands out the flake by flake-compat', () => {
  const files = {
    'flake.nix': flake(
      '{ self, nixpkgs, ... }: { packages.x86_64-linux = rec { a = nixpkgs.legacyPackages.x86_64-linux.callPackage ./a.nix { }; default = a; }; nixosModules.a = ./modules/a.nix; overlays.default = final: prev: { b = final.callPackage ./b.nix { }; }; lib.greet = name: name; }',
      'nixpkgs.url = "github:NixOS/nixpkgs";',
    ),
    'a.nix': packageFile('a'),
    'b.nix': packageFile('b'),
    'modules/a.nix': moduleFile('a'),
    'modules/b.nix': moduleFile('b'),
  }
  const fetched = 'fetchTarball "https://compat.example/flake-compat.tar.gz"'

  it.each([
    ['fetched', `(import (${fetched}) { src = ./.; }).defaultNix`],
    [
      'fetched by nixpkgs',
      '{ pkgs }: (import (pkgs.fetchFromGitHub { repo = "x"; }) { src = ./.; }).defaultNix',
    ],
    [
      'with more beside it',
      `(import (${fetched}) { src = ./.; }).defaultNix // { __functor = _: { pkgs }: pkgs; }`,
    ],
  ])('has what the flake has: %s', (_, text) => {
    const inventory = inventoryOf({ ...files, 'default.nix': text })
    expect(attrsOf(inventory)).toEqual(['a', 'b'])
    expect(packageOf(inventory, 'a').entryPoints).toEqual(['default.nix', 'flake.nix'])
    expect(inventory.entryPoints.map(({ unknown, modulesUnknown }) => [unknown, modulesUnknown])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(inventory.modules.map(({ path, entryPoints }) => [path, entryPoints])).toEqual([
      ['modules/a.nix', ['default.nix', 'flake.nix']],
      ['modules/b.nix', []],
    ])
  })

  it('knows nothing of what else is imported, or of a flake elsewhere', () => {
    const unknowns = [
      `(import (${fetched}) { src = ./other; }).defaultNix`,
      `(import (${fetched}) { src = ./.; pkgs = 1; }).defaultNix`,
      `(import (${fetched}) { src = ./.; }).shellNix`,
      `(import (${fetched}) (throw "no")).defaultNix`,
    ].map((text) => inventoryOf({ ...files, 'default.nix': text }).entryPoints[0]?.unknown)
    expect(unknowns).toEqual(unknowns.map(() => 'what is fetched from the network'))
  })

  it('has the default package of the flake as `default`', () => {
    const inventory = inventoryOf({
      ...files,
      'default.nix': `(import (${fetched}) { src = ./.; }).defaultNix.default`,
    })
    expect(inventory.entryPoints[0]).toMatchObject({ path: 'default.nix', faults: [] })
  })
})
