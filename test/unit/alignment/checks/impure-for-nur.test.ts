import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

const impure = (root: string): readonly string[] =>
  alignFiles({ 'default.nix': root, 'flake.nix': '{ outputs = _: { }; }' })
    .problems.filter(({ code }) => code === 'impure-for-nur')
    .map(({ path }) => path)

describe('impure-for-nur', () => {
  it('leaves a default.nix alone that hands out the flake to who has none', () => {
    expect(
      impure(
        '(import (fetchTarball "https://compat.example/flake-compat.tar.gz") { src = ./.; }).defaultNix',
      ),
    ).toEqual([])
    const { problems } = alignFiles({
      'default.nix': '(import ./compat.nix).defaultNix // { a = 1; }',
      'compat.nix': 'import (fetchTarball "https://compat.example/flake-compat.tar.gz") { src = ./.; }',
      'flake.nix': '{ outputs = _: { packages.x86_64-linux = { }; }; }',
    })
    expect(problems.filter(({ code }) => code === 'impure-for-nur')).toEqual([])
  })

  it('does not, where something else fetches it', () => {
    const files = {
      'default.nix':
        '{ pkgs ? import <nixpkgs> { } }: { a = pkgs.callPackage (import ./compat.nix).defaultNix.a { }; }',
      'compat.nix': 'import (fetchTarball "https://compat.example/flake-compat.tar.gz") { src = ./.; }',
      'flake.nix': '{ outputs = _: { }; }',
    }
    const { problems } = alignFiles(files)
    expect(problems.filter(({ code }) => code === 'impure-for-nur').map(({ path }) => path)).toEqual([
      'compat.nix',
    ])
  })

  it('does not, where packages are fetched by it', () => {
    expect(
      impure('{ pkgs }: { a = pkgs.callPackage (fetchTarball "https://a.example/a.tar.gz") { }; }'),
    ).toEqual(['default.nix'])
  })

  it('looks at nur.nix where there is one', () => {
    const { problems } = alignFiles({
      'default.nix': '{ pkgs ? import <nixpkgs> { } }: { a = (import <nixpkgs> { }).hello; }',
      'nur.nix': '{ pkgs, more }: { a = pkgs.hello; }',
    })
    expect(problems.filter(({ code }) => code === 'impure-for-nur').map(({ path }) => path)).toEqual([
      'nur.nix',
    ])
  })
})
