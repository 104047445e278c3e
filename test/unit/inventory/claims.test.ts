import { describe, expect, it } from '@jest/globals'
import { inventoryOf } from './inventory-of.ts'
import { packageFile } from './sample-files.ts'

const claimsIn = (text: string, path = 'README.md'): readonly (readonly [string, number])[] =>
  inventoryOf({
    'default.nix': '{ pkgs }: { tangled-knot = pkgs.callPackage ./pkgs/tangled/knot.nix { }; }',
    'pkgs/tangled/knot.nix': packageFile('knot'),
    [path]: text,
  }).claims.map(({ subject, number }) => [subject, number])

describe('claims in prose', () => {
  it.each([
    ['**Coverage**: 74 modules across 23 directories', [['modules', 74]]],
    [
      '2 modules for 2 packages.',
      [
        ['modules', 2],
        ['packages', 2],
      ],
    ],
    ['It provides 48+ packages.', [['packages', 48]]],
    ['100% aligned', [['alignment', 100]]],
    ['### Directory Structure (23 Main Categories)', [['folders', 23]]],
    ['**Perfect alignment** between packages and modules', [['alignment', 100]]],
  ])('%s', (text, claims) => {
    expect(claimsIn(text)).toEqual(claims)
  })

  it.each([
    'tangled provides 5 modules',
    'about 50 packages in total',
    'all ~45 packages',
    '3 packages need fixes',
    'a list (9 modules)',
    'Directory structure (1 folder)',
    'Directory structure: 1 main categories',
    'Directory structure (about 23 categories)',
    '4 distinct categories: infrastructure, ecosystems, bundles and utilities',
    '100% coverage except one',
    '```\n74 modules in total\n```',
  ])('leaves alone: %s', (text) => {
    expect(claimsIn(text)).toEqual([])
  })

  it('reads checks beside packages', () => {
    expect(claimsIn('| package | module |\n| --- | --- |\n| `tangled-knot` | ✅ |\n')).toEqual([
      ['tangled-knot', 1],
    ])
  })

  it('leaves archives alone', () => {
    expect(claimsIn('74 modules in total', 'docs/archive/old.md')).toEqual([])
  })
})
