import { describe, expect, it } from '@jest/globals'
import type { FileFacts } from '../../../src/model/facts.ts'
import { inventoryOf } from './inventory-of.ts'

function factsOf(text: string, more: Readonly<Record<string, string>> = {}): FileFacts {
  const facts = inventoryOf({ 'a/x.nix': text, ...more }).facts.find(({ path }) => path === 'a/x.nix')
  if (facts === undefined) throw new Error('no facts')
  return facts
}

const undefinedNames = (text: string): readonly string[] =>
  factsOf(text).undefinedVariables.map(({ name }) => name)

describe('undefined variables', () => {
  it.each([
    ['a', ['a']],
    ['{ inherit a; }', ['a']],
    ['{ inherit (a) b; }', ['a']],
    ['rec { a = b; b = 1; c = d; }', ['d']],
    ['{ a = 1; b = a; }', ['a']],
    ['x: { y ? x, z ? y }@all: [ x y z all w ]', ['w']],
    ['let a = b; b = 1; in a + c', ['c']],
    ['with x; y', ['x']],
    ['{ x }: with x; y', []],
    ['{ lib }: with lib; { a = config.a; b = mkIf; }', ['config']],
    ['{ pkgs }: with pkgs; config', []],
    ['builtins.map (x: __add x 1) [ true null ]', []],
    ['"${a} ${./b}"', ['a']],
    ['{ a }: a.b or c', ['c']],
    ['let inherit (builtins) a; in a', []],
  ])('%s', (text, names) => {
    expect(undefinedNames(text)).toEqual(names)
  })
})

describe('file references', () => {
  it('are resolved with what is done to them', () => {
    const { fileReferences } = factsOf(
      '{ callPackage, pathExists }: [ (import ./b.nix) (callPackage ../c { }) (builtins.readFile ./d) ./e { imports = [ ./f.nix ] ++ [ ./g ]; } (if pathExists ./h.nix then import ./h.nix else 1) (import (./i + "/x.nix")) (import ../../out.nix) ]',
      { 'a/b.nix': '1', 'c/default.nix': '1' },
    )
    expect(
      fileReferences.map(({ target, use, missing, guarded }) => [target, use, missing, guarded]),
    ).toEqual([
      ['a/b.nix', 'import', false, false],
      ['c', 'call', false, false],
      ['a/d', 'read', true, false],
      ['a/e', 'mention', false, false],
      ['a/f.nix', 'module', true, false],
      ['a/g', 'module', true, false],
      ['a/h.nix', 'mention', false, true],
      ['a/h.nix', 'import', true, true],
      ['a/i', 'mention', false, false],
    ])
  })
})

describe('impurities', () => {
  it.each([
    ['<nixpkgs>', [['<nixpkgs>', false]]],
    ['{ pkgs ? import <nixpkgs> { } }: pkgs', [['<nixpkgs>', true]]],
    ['{ inputs }: { pkgs ? import <nixpkgs> { } }: pkgs', [['<nixpkgs>', true]]],
    ['builtins.fetchTarball "x"', [['builtins.fetchTarball', false]]],
    ['{ fetchGit }: fetchGit "x"', []],
    ['fetchGit "x"', [['fetchGit', false]]],
    ['{ f = x: fetchGit x; }', [['fetchGit', true]]],
  ])('%s', (text, found) => {
    expect(factsOf(text).impurities.map(({ what, isAside }) => [what, isAside])).toEqual(found)
  })
})

describe('waivers', () => {
  it('stand for the code behind or below them', () => {
    const { waivers } = factsOf(
      '{\n  # nur-keeper: allow not-hardened, orphan-module — raw sockets\n  # and more\n  a = 1;\n  b = 2; # nur-keeper: allow x: why not\n  # nur-keeper: allow nothing\n  c = 3;\n}\n',
    )
    expect(waivers.map(({ codes, reason, line }) => [codes, reason, line])).toEqual([
      [['not-hardened', 'orphan-module'], 'raw sockets', 4],
      [['x'], 'why not', 5],
    ])
  })
})

describe('entries that are commented out', () => {
  it('are found with their notes, where they name something that is there', () => {
    const { disabledEntries } = factsOf(
      '[\n  # DISABLED: does not build\n  # ./b.nix\n  # ./c.nix # later\n  # ./gone.nix\n  # "b"\n  # d = pkgs.callPackage ./d { };\n  # prose about ./b.nix\n]\n',
      { 'a/b.nix': '1', 'a/c.nix': '1', 'a/b/default.nix': '1', 'a/d/default.nix': '1' },
    )
    expect(disabledEntries.map(({ target, note }) => [target, note])).toEqual([
      ['a/b.nix', 'DISABLED: does not build'],
      ['a/c.nix', 'later'],
      ['a/b', null],
      ['a/d', null],
    ])
  })
})

describe('a hostile file', () => {
  it('is a fault, and the rest is still read', () => {
    const inventory = inventoryOf({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./a.nix { }; }',
      'a.nix': '{ buildGoModule }: buildGoModule { pname = "a"; }',
      'broken.nix': '{ a = ',
      'empty.nix': '',
      'deep.nix': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      'nul.nix': '{ a = "\0"; }',
    })
    expect(inventory.packages.map(({ attr }) => attr)).toEqual(['a'])
    const faulty = inventory.facts.filter(({ faults }) => faults.length > 0).map(({ path }) => path)
    expect(faulty).toEqual(expect.arrayContaining(['broken.nix', 'empty.nix', 'nul.nix']))
  })

  it('costs no more than the budget', () => {
    const inventory = inventoryOf({
      'default.nix':
        '{ pkgs }: let loop = n: loop (n + 1); big = x: big [ x x ]; in { a = loop 0; b = let x = x; in x; c = big 1; d = pkgs.hello.overrideAttrs { pname = "d"; }; }',
    })
    expect(inventory.packages.map(({ attr }) => attr)).toContain('d')
  })
})
