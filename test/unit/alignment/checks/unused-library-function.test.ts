import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

describe('unused-library-function', () => {
  it('says it once of a function that another library hands on', () => {
    const { problems } = alignFiles({
      'default.nix': '{ pkgs }: { }',
      'lib/default.nix': '{ lib }: import ./attrs.nix { inherit lib; }',
      'lib/attrs.nix':
        '{ lib }: { count = set: builtins.length (lib.attrNames set); first = set: lib.head set; }',
    })
    const found = problems.filter(({ code }) => code === 'unused-library-function')
    expect(found.map(({ message }) => message)).toEqual([
      'No file uses count of lib/attrs.nix, so nobody notices when it breaks.',
      'No file uses first of lib/attrs.nix, so nobody notices when it breaks.',
    ])
  })

  it('leaves alone what an entry point hands out by way of another file', () => {
    const { problems } = alignFiles({
      'flake.nix': '{ outputs = { self }: { lib = import ./lib; }; }',
      'lib/default.nix': 'lib: { conf = import ./conf.nix lib; }',
      'lib/conf.nix': 'lib: { quote = text: lib.escapeShellArg text; line = text: "${text}\\n"; }',
    })
    expect(problems.filter(({ code }) => code === 'unused-library-function')).toEqual([])
  })

  it('takes the tests of a library for no library', () => {
    const { inventory } = alignFiles({
      'default.nix': '{ pkgs }: { }',
      'lib/build/default.nix': '{ lib }: { build = set: lib.attrNames set; }',
      'lib/build/tests/cli/default.nix': '{ lib }: { cli = set: lib.attrNames set; }',
    })
    expect(inventory.libraries.map(({ path }) => path)).toEqual(['lib/build/default.nix'])
  })
})
