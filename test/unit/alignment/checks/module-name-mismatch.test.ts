import { describe, expect, it } from '@jest/globals'
import { moduleFile } from '../../inventory/sample-files.ts'
import { alignFiles } from '../align-files.ts'

const mismatches = (path: string): readonly string[] =>
  alignFiles({ 'default.nix': `{ pkgs }: { modules.x = ./${path}; }`, [path]: moduleFile('knot') })
    .problems.filter(({ code }) => code === 'module-name-mismatch')
    .map((problem) => problem.path)

describe('module-name-mismatch', () => {
  it.each(['default', 'module', 'options', 'service', 'nixos'])('takes the folder of %s.nix', (name) => {
    expect(mismatches(`modules/knot/${name}.nix`)).toEqual([])
    expect(mismatches(`modules/spindle/${name}.nix`)).toEqual([`modules/spindle/${name}.nix`])
  })

  it.each([
    ['modules/knotService.nix', []],
    ['modules/knot/basic.nix', []],
    ['projects/Knot/programs/basic/module/default.nix', []],
    ['modules/services/basic.nix', ['modules/services/basic.nix']],
    ['modules/basic.nix', ['modules/basic.nix']],
  ])('of %s: %s', (path, expected) => {
    expect(mismatches(path)).toEqual(expected)
  })
})
