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
})
