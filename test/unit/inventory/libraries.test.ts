import { describe, expect, it } from '@jest/globals'
import type { Library } from '../../../src/model/inventory.ts'
import { inventoryOf } from './inventory-of.ts'
import { moduleFile } from './sample-files.ts'

function libraryOf(files: Readonly<Record<string, string>>, path: string): Library {
  const found = inventoryOf(files).libraries.find((library) => library.path === path)
  if (found === undefined) throw new Error(`no library ${path}`)
  return found
}

const common = `# Patterns that all services share.
{ lib, pkgs ? null, ... }:

rec {
  /**
    The hardening every service starts from.
  */
  standardSecurityConfig = {
    ProtectSystem = "strict";
    ProtectHome = true;
    PrivateTmp = true;
  };

  # Options of a service: \`mkOptions "knot" { }\`.
  mkOptions = name: { description ? name, default, ... }: extra: { enable = lib.mkEnableOption name; };

  broken = cfg: (import ./gone.nix { }) cfg;
  misspelt = cfg: { a = standardSecurityConfig.ProtectHomme; };
}
`

describe('a shared library', () => {
  const library = libraryOf(
    {
      'lib/common.nix': common,
      'lib/more.nix': '{ lib }: { inherit (import ./common.nix { inherit lib; }) mkOptions; own = a: b: a; }',
      'modules/x.nix': `{ lib, ... }: let ours = import ../lib/more.nix { inherit lib; }; in ${moduleFile('x').replace('{ config, lib, pkgs, ... }:', '')}`,
    },
    'lib/common.nix',
  )

  it('exports functions with their arguments and documentation', () => {
    expect(library.exports.find(({ name }) => name === 'mkOptions')).toMatchObject({
      parameters: [
        { type: 'name', name: 'name' },
        { type: 'set', required: ['default'], optional: ['description'], open: true },
        { type: 'name', name: 'extra' },
      ],
      documentation: 'Options of a service: `mkOptions "knot" { }`.',
      location: { path: 'lib/common.nix', line: 15 },
    })
    expect(library.exports.find(({ name }) => name === 'standardSecurityConfig')).toMatchObject({
      parameters: [],
      documentation: 'The hardening every service starts from.',
    })
  })

  it('says how it is called, what it is for, and who uses it', () => {
    expect(library).toMatchObject({
      arguments: { type: 'set', required: ['lib'], optional: ['pkgs'], open: true },
      purpose: 'Patterns that all services share.',
      usedBy: ['lib/more.nix'],
      isPublic: false,
    })
  })

  it('knows its hardening', () => {
    expect(library.hardening.get('standardSecurityConfig')).toEqual(
      new Map([
        ['ProtectSystem', '"strict"'],
        ['ProtectHome', 'true'],
        ['PrivateTmp', 'true'],
      ]),
    )
  })

  it('tells which exports are broken, and why', () => {
    expect(Object.fromEntries(library.broken)).toEqual({
      broken: expect.stringContaining('gone.nix'),
      misspelt: expect.stringContaining("'ProtectHomme' is missing"),
    })
  })
})

describe('other libraries', () => {
  it('are used by modules transitively', () => {
    const { modules } = inventoryOf({
      'lib/common.nix': common,
      'lib/more.nix': '{ lib }: { own = (import ./common.nix { inherit lib; }).mkOptions; f = a: a; }',
      'modules/x.nix':
        '{ lib, ... }: let ours = import ../lib/more.nix { inherit lib; }; in { options.services.x.enable = lib.mkEnableOption "x"; }',
    })
    expect(modules[0]?.libraries).toEqual(['lib/common.nix', 'lib/more.nix'])
  })

  it.each([
    ['a bare lib', 'lib: { one = a: lib.mine.two a; }', '{ }'],
    [
      'a lib that is extended',
      '{ lib }: { one = a: lib.mine.two a; }',
      '{ lib }: lib.extend (final: prev: { mine = import ./x.nix { lib = final; }; })',
    ],
  ])('may be given more than nixpkgs has: %s', (_, text, all) => {
    expect(libraryOf({ 'lib/x.nix': text, 'lib/default.nix': all }, 'lib/x.nix').faults).toEqual([])
  })

  it('is given what nixpkgs has where nobody adds to it', () => {
    expect(
      libraryOf({ 'lib/x.nix': '{ lib }: { one = a: lib.mkOptoin a; }' }, 'lib/x.nix').faults,
    ).toMatchObject([{ code: 'missing-attribute' }])
  })

  it('may be one function', () => {
    expect(
      libraryOf({ 'lib/mk-thing.nix': '{ name, port ? 80 }: { inherit name; }' }, 'lib/mk-thing.nix').exports,
    ).toEqual([
      expect.objectContaining({
        name: 'mk-thing',
        parameters: [{ type: 'set', required: ['name'], optional: ['port'], open: false }],
      }),
    ])
  })

  it('are listed with every export broken where Nix refuses to load them', () => {
    const library = libraryOf(
      { 'lib/x.nix': '{ lib }:\n{\n  f = a: missing;\n  g = a: a;\n}\n' },
      'lib/x.nix',
    )
    expect(library.exports.map(({ name }) => name)).toEqual(['f', 'g'])
    expect([...library.broken.values()]).toEqual([
      "undefined variable 'missing'",
      "undefined variable 'missing'",
    ])
  })

  it('are for users where an entry point hands them out', () => {
    const files = {
      'lib/x.nix': '{ lib }: { f = a: a; }',
      'default.nix': '{ pkgs }: { lib = import ./lib/x.nix { inherit (pkgs) lib; }; }',
    }
    expect(libraryOf(files, 'lib/x.nix').isPublic).toBe(true)
  })
})
