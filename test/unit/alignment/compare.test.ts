import { describe, expect, it } from '@jest/globals'
import { compare } from '../../../src/alignment/compare.ts'
import { packageFile } from '../inventory/sample-files.ts'
import { alignFiles } from './align-files.ts'

const codes = (problems: readonly { code: string; subject: string }[]): readonly string[] =>
  problems.map(({ subject }) => subject)

describe('compare', () => {
  const bad = { 'a/x.nix': '{ lib }: { f = a: missing; }' }

  it('holds only what is introduced against a change, wherever lines have gone', () => {
    const base = alignFiles(bad)
    const head = alignFiles({ 'a/x.nix': '# moved\n\n\n{ lib }: { f = a: missing; g = a: other; }' })
    const { introduced, inherited, healed } = compare(base, head)
    expect([codes(introduced), codes(inherited), codes(healed)]).toEqual([
      ['a/x.nix: other'],
      ['a/x.nix: missing'],
      [],
    ])
  })

  it('sees what is healed', () => {
    const { introduced, inherited, healed } = compare(
      alignFiles(bad),
      alignFiles({ 'a/x.nix': '{ lib }: { f = a: a; }' }),
    )
    expect([introduced, inherited, codes(healed)]).toEqual([[], [], ['a/x.nix: missing']])
  })

  it('finds nothing between equal trees', () => {
    const { introduced, healed, addedPackages, removedPackages } = compare(alignFiles(bad), alignFiles(bad))
    expect([introduced, healed, addedPackages, removedPackages]).toEqual([[], [], [], []])
  })

  it('tells which packages come and go', () => {
    const base = alignFiles({
      'default.nix': '{ pkgs }: { a = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile('a'),
    })
    const head = alignFiles({
      'default.nix': '{ pkgs }: { b = pkgs.callPackage ./a.nix { }; }',
      'a.nix': packageFile('a'),
    })
    const { addedPackages, removedPackages } = compare(base, head)
    expect([...addedPackages, ...removedPackages].map((one) => one.package.attr)).toEqual(['b', 'a'])
  })
})
