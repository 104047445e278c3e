import { describe, expect, it } from '@jest/globals'
import { attrsOf, inventoryOf } from './inventory-of.ts'
import { moduleFile, packageFile } from './sample-files.ts'

describe('what is a package', () => {
  it('takes no set of nixpkgs for a package, nor one that says by its name that it is a set', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { inherit (pkgs) config; pkgsCross = pkgs.lib.recurseIntoAttrs pkgs.pkgsCross; ownPkgs = pkgs.lib.recurseIntoAttrs pkgs.x.y; pythonPackagesLocked = pkgs.x.z; a = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
  })

  it('takes a derivation for a package that is called as something else often is', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { apps = { a = 1; }; templates = pkgs.callPackage ./a.nix { }; lib.b = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['templates'])
  })

  it('does not take the list of extensions for Python for a package', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: let ours = pkgs.extend (import ./overlay.nix); in { inherit (ours) pythonPackagesExtensions a; }',
      'overlay.nix':
        'final: prev: { pythonPackagesExtensions = prev.pythonPackagesExtensions ++ [ (_: _: { }) ]; a = final.callPackage ./a.nix { }; }',
      'a.nix': packageFile('a'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
  })

  it('takes a package of nixpkgs with other attributes for what may be a package, and a set with packages for none', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: { a = pkgs.hello // { meta.mainProgram = "hi"; pname = "a"; }; xorg = pkgs.xorg // { b = pkgs.callPackage ./b.nix { }; }; c = pkgs.c // { lib = 1; }; vimPlugins = pkgs.vimPlugins // { x = 1; }; }',
      'b.nix': packageFile('b'),
    })
    expect(attrsOf(inventory)).toEqual(['a', 'c'])
    expect(inventory.packages[0]).toMatchObject({ pname: 'a', mainProgram: 'hi' })
    expect(inventory.packages[0]?.unknown).toContain('nixpkgs')
  })

  it('keeps packages apart that one builder makes under one name, whatever stands for one of them', () => {
    const inventory = inventoryOf({
      'flake.nix': `{
        inputs.nixpkgs.url = "github:NixOS/nixpkgs";
        outputs = { self, nixpkgs }: {
          legacyPackages.x86_64-linux = let pkgs = nixpkgs.legacyPackages.x86_64-linux; make = n: pkgs.callPackage ./make.nix { inherit n; }; in rec {
            servers = pkgs.lib.recurseIntoAttrs rec { server-1 = make 1; server-2 = make 2; server = server-2; };
            server = servers.server;
          };
          packages.x86_64-linux = { inherit (self.legacyPackages.x86_64-linux) server; };
        };
      }`,
      'make.nix': '{ writeShellScriptBin, n }: writeShellScriptBin "server" "run ${toString n}"',
    })
    expect(inventory.packages.map(({ attr, aliases }) => [attr, aliases])).toEqual([
      ['server', ['servers.server', 'servers.server-2']],
      ['servers.server-1', []],
    ])
  })

  it('says of what is perhaps there only what may be a package', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: pkgs.lib.filterAttrs (name: _: pkgs.x) { lib.b = 1; modules.a = ./module.nix; make = x: x; number = 1; set.a = 1; a = pkgs.callPackage ./a.nix { }; b = pkgs.hello; }',
      'a.nix': packageFile('a'),
      'module.nix': moduleFile('a'),
    })
    expect(inventory.packages.map(({ attr, unknown }) => [attr, unknown])).toEqual([
      ['a', 'it is there only under a condition that is not known'],
      ['b', 'it is there only under a condition that is not known'],
    ])
    expect(inventory.modules.map(({ path, entryPoints }) => [path, entryPoints])).toEqual([
      ['module.nix', ['default.nix']],
    ])
    expect(inventory.entryPoints[0]?.unknown).toBeNull()
  })
})
