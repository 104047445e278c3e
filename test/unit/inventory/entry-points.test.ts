import { describe, expect, it } from '@jest/globals'
import { attrsOf, inventoryOf } from './inventory-of.ts'
import { moduleFile, packageFile } from './sample-files.ts'

/** Lists its folder by functions of `lib`, so that nothing is known without them. */
const listing = (lib: string, formals = '{ pkgs }'): string =>
  `${formals}: let lib = ${lib}; in lib.mapAttrs (name: _: pkgs.callPackage (./pkgs + "/\${name}") { }) (lib.filterAttrs (_: type: type == "directory") (builtins.readDir ./pkgs))`

const files = { 'pkgs/a/default.nix': packageFile('a'), 'pkgs/readme.md': 'text' }

describe('entry points', () => {
  it.each([
    ['a folder of nixpkgs', 'import (<nixpkgs> + "/lib")'],
    ['a folder of nixpkgs, as text', 'import "${<nixpkgs>}/lib"'],
    ['where nixpkgs lies', 'import "${pkgs.path}/lib"'],
    ['nixpkgs, imported anew', '(import pkgs.path { }).lib'],
    [
      'nixpkgs, fetched',
      '(import (fetchTarball "https://github.com/NixOS/nixpkgs/archive/0123.tar.gz") { }).lib',
    ],
    [
      'a channel',
      'import ((builtins.fetchTarball { url = "https://nixos.org/channels/nixos-unstable/nixexprs.tar.xz"; }) + "/lib")',
    ],
    [
      'a clone',
      'import ((builtins.fetchGit { url = "https://github.com/NixOS/nixpkgs.git"; rev = "x"; }) + "/lib")',
    ],
  ])('knows %s', (_, lib) => {
    expect(attrsOf(inventoryOf({ ...files, 'default.nix': listing(lib) }))).toEqual(['a'])
  })

  it.each(['import (nixpkgs + "/lib")', 'import "${nixpkgs}/lib"', 'import "${nixpkgs.outPath}/lib"'])(
    'knows it of a flake that is read as files: %s',
    (lib) => {
      const inventory = inventoryOf({
        ...files,
        'list.nix': listing('pkgs.lib'),
        'flake.nix': `{ inputs.nixpkgs = { url = "github:NixOS/nixpkgs"; flake = false; }; outputs = { self, nixpkgs }: let lib = ${lib}; in { packages = lib.genAttrs [ "x86_64-linux" ] (system: import ./list.nix { pkgs = import nixpkgs { inherit system; }; }); }; }`,
      })
      expect(attrsOf(inventory)).toEqual(['a'])
    },
  )

  it.each([
    'import "${pkgs.path}/library"',
    'import ("${pkgs.path}" + pkgs.hello.name + "/lib")',
    'import (fetchTarball "https://example.org/archive/0123.tar.gz" + "/lib")',
    'import (fetchTarball (throw "no") + "/lib")',
    'import "${pkgs.path}"',
  ])('takes nothing else for it: %s', (lib) => {
    const [entryPoint] = inventoryOf({ ...files, 'default.nix': listing(lib) }).entryPoints
    expect(entryPoint?.unknown).not.toBeNull()
  })

  it('knows inputs whose address is given in parts', () => {
    const inventory = inventoryOf({
      ...files,
      'list.nix': listing('pkgs.lib'),
      'flake.nix':
        '{ inputs = { unstable = { type = "github"; owner = "NixOS"; repo = "nixpkgs"; ref = "x"; }; futils = { repo = "flake-utils"; owner = "numtide"; type = "github"; inputs.systems.follows = "systems"; }; }; outputs = { self, unstable, futils }: futils.lib.eachDefaultSystem (system: { packages = import ./list.nix { pkgs = import unstable { inherit system; }; }; }); }',
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(inventory.entryPoints[0]?.unknown).toBeNull()
  })

  it('takes nur.nix for an entry point', () => {
    const inventory = inventoryOf({
      ...files,
      'nur.nix': '{ pkgs }: { a = pkgs.callPackage ./pkgs/a { }; modules.x = ./x.nix; }',
      'x.nix': moduleFile('x'),
    })
    expect(attrsOf(inventory)).toEqual(['a'])
    expect(inventory.modules.map(({ entryPoints }) => entryPoints)).toEqual([['nur.nix']])
  })
})
