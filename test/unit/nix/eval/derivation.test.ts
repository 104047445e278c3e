import { describe, expect, it } from '@jest/globals'
import { evaluate } from './evaluate.ts'

const go =
  'pkgs.buildGoModule { pname = "a"; version = "1"; src = ./.; vendorHash = null; meta.mainProgram = "ad"; passthru.atproto.type = "service"; }'

describe('a derivation', () => {
  it.each([
    ['pname', 'a'],
    ['version', '1'],
    ['name', 'a-1'],
    ['type', 'derivation'],
    ['meta.mainProgram', 'ad'],
    ['atproto.type', 'service'],
    ['passthru.atproto.type', 'service'],
  ])('says its %s', (attribute, value) => {
    expect(evaluate(`(${go}).${attribute}`)).toEqual({ value })
  })

  it.each(['vendorHash', 'outPath', 'drvPath', 'outputs', 'passthru.tests', 'other'])(
    'leaves its %s to the builder',
    (attribute) => {
      expect(evaluate(`(${go}).${attribute}`)).toHaveProperty('unknown')
    },
  )

  it.each([
    'lib.hasAttrByPath [ "available" ] meta',
    'lib.attrByPath [ "available" ] 4 meta',
    'builtins.length (lib.mapAttrsToList (name: value: name) meta)',
    'lib.matchAttrs { available = true; } meta',
    'lib.foldlAttrs (count: name: value: count + 1) 0 meta',
  ])('has a meta to which nixpkgs adds: %s', (expression) => {
    const meta = '(pkgs.stdenv.mkDerivation { name = "a"; meta.mainProgram = "a"; }).meta'
    expect(evaluate(`let meta = ${meta}; in ${expression}`)).toHaveProperty('unknown')
  })

  it.each([
    ['pkgs.buildGoModule { pname = "a"; passthru.extra = 1; }', false],
    ['pkgs.rustPlatform.buildRustPackage { pname = "a"; }', false],
    ['pkgs.buildNpmPackage (final: { pname = "a"; passthru._private = true; })', true],
    ['(pkgs.buildGoModule { pname = "a"; }).overrideAttrs { passthru._private = true; }', true],
    ['pkgs.stdenv.mkDerivation { pname = "a"; }', false],
  ])(
    'has only the passthru that it is given, but for what the builder is known to add: %s',
    (expression, is) => {
      expect(evaluate(`(${expression}).passthru._private or false`)).toEqual({ value: is })
    },
  )

  it('has a passthru of which nothing is known from a builder that is not', () => {
    expect(
      evaluate('(pkgs.buildWondrousPackage { pname = "a"; }).passthru._private or false'),
    ).toHaveProperty('unknown')
  })

  it.each([
    ['pkgs.stdenv.mkDerivation { name = "a-2"; }', 'a-2'],
    [
      'pkgs.rustPlatform.buildRustPackage (final: { pname = "a"; version = "2"; name = "${final.pname}!"; })',
      'a!',
    ],
    ['pkgs.writeShellScriptBin "run" "exit"', 'run'],
    ['pkgs.runCommand "made" { } "touch $out"', 'made'],
    ['pkgs.symlinkJoin { name = "joined"; paths = [ ]; }', 'joined'],
    ['(pkgs.stdenv.mkDerivation { pname = "a"; version = "1"; }).overrideAttrs { version = "2"; }', 'a-2'],
    [
      '(pkgs.stdenv.mkDerivation { pname = "a"; version = "1"; }).overrideAttrs (old: { pname = old.pname + "b"; })',
      'ab-1',
    ],
    [
      'pkgs.callPackage ({ stdenv, name ? "x" }: stdenv.mkDerivation { inherit name; }) { name = "called"; }',
      'called',
    ],
    [
      '(pkgs.callPackage ({ stdenv, name ? "x" }: stdenv.mkDerivation { inherit name; }) { }).override { name = "over"; }',
      'over',
    ],
  ])('is named by its builder: %s', (expression, value) => {
    expect(evaluate(`(${expression}).name`)).toEqual({ value })
  })

  it('of nixpkgs keeps what an override says, and nothing else is known', () => {
    const hello = 'pkgs.hello.overrideAttrs (old: { version = "9"; patches = old.patches ++ [ ]; })'
    expect(evaluate(`(${hello}).version`)).toEqual({ value: '9' })
    expect(evaluate(`(${hello}).pname`)).toHaveProperty('unknown')
  })
})
