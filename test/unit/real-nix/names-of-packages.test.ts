import { describe, expect, it } from '@jest/globals'
import { namesOfPackages } from '../../../src/real-nix/names-of-packages.ts'

describe('names of packages', () => {
  it.each(['with pkgs; [', 'inherit (pkgs) ', 'pkgs.', 'pkgs.a.', 'with ', ' '])(
    'are found in time, whatever a file repeats: %j',
    (text) => {
      const began = performance.now()
      namesOfPackages([text.repeat(1_000_000 / text.length)])
      // In quadratic time it would take minutes.
      expect(performance.now() - began).toBeLessThan(30_000)
    },
  )

  it('are those that files read from pkgs', () => {
    const text = `pkgs.jq pkgs.python3Packages.requests.out; inherit (pkgs) curl git;
      with pkgs; [ deno go_1_22 (f x) ]; mkPackageOption pkgs "knot" { }; mypkgs.no`
    expect(namesOfPackages([text, 'pkgs.jq']).map((path) => path.join('.'))).toEqual([
      'jq',
      'python3Packages.requests.out',
      'knot',
      'curl',
      'git',
      'deno',
      'go_1_22',
    ])
  })
})
