import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

const missing = (files: Readonly<Record<string, string>>): readonly string[] =>
  alignFiles(files)
    .problems.filter(({ code }) => code === 'missing-file-import')
    .map(({ path }) => path)

describe('missing-file-import', () => {
  it('leaves alone what is written to be copied', () => {
    expect(
      missing({
        'default.nix': '{ pkgs }: { }',
        'templates/go/default.nix': 'import ./go.nix',
        '.github/update.nix': 'import ./packages.nix',
        'tools/update.nix': 'import ./packages.nix',
      }),
    ).toEqual(['tools/update.nix'])
  })

  it('does not, where an entry point reads it', () => {
    expect(
      missing({
        'default.nix': '{ pkgs }: { a = pkgs.callPackage ./templates/go { }; }',
        'templates/go/default.nix': '{ hello }: hello.override { a = import ./go.nix; }',
      }),
    ).toEqual(['templates/go/default.nix'])
  })

  it('says where a computed path leads nowhere, and where a module that is handed out is not there', () => {
    expect(
      alignFiles({
        'default.nix':
          '{ pkgs }:\n{\n  modules = import ./modules;\n  knot = pkgs.callPackage (./pkgs + "/${"knot"}") { };\n}',
        'modules/default.nix': '{\n  knot = ./knot.nix;\n  spindle = ./spindle.nix;\n}',
        'modules/spindle.nix': '{ }',
        'pkgs/knot/package.nix': '{ hello }: hello',
      })
        .problems.filter(({ code }) => code === 'missing-file-import')
        .map(({ path, line, message }) => [path, line, message]),
    ).toEqual([
      [
        'default.nix',
        4,
        'Evaluating what default.nix hands out fails: pkgs/knot/default.nix does not exist.',
      ],
      [
        'modules/default.nix',
        2,
        'Evaluating what default.nix hands out fails: modules/knot.nix does not exist.',
      ],
    ])
  })

  it('says it once', () => {
    const files = {
      'default.nix':
        '{ pkgs }: { modules.knot = import ./knot.nix; spindle = pkgs.callPackage ./spindle.nix { }; }',
    }
    expect(missing(files)).toEqual(['default.nix', 'default.nix'])
  })
})
