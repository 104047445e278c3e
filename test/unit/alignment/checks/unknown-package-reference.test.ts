import { describe, expect, it } from '@jest/globals'
import { packageFile } from '../../inventory/sample-files.ts'
import { alignFiles } from '../align-files.ts'

/** What is said of a flake whose overlay takes `attr` of its packages. */
const references = (attr: string): readonly string[] =>
  alignFiles({
    'flake.nix': `{
      inputs.nixpkgs.url = "github:NixOS/nixpkgs";
      outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
        packages.x86_64-linux = { knot = pkgs.callPackage ./knot.nix { }; shells = { default = 1; }; make = x: x; };
        overlays.default = final: prev: { it = self.packages.\${final.system}.${attr}; };
      };
    }`,
    'knot.nix': packageFile('knot'),
  })
    .problems.filter(({ code }) => code === 'unknown-package-reference')
    .map(({ message }) => message)

describe('unknown-package-reference', () => {
  it.each(['knot', 'shells', 'make', 'knto or null'])('is not said of what the flake has: %s', (attr) => {
    expect(references(attr)).toEqual([])
  })

  it('is said of what the flake does not have', () => {
    expect(references('knto')).toEqual([
      'flake.nix refers to self.packages.….knto: the flake has no such package.',
    ])
  })

  it('is not said of what default.nix takes from the pkgs that it is given', () => {
    const { problems } = alignFiles({
      'default.nix':
        '{ pkgs }: { python3Packages = { a = pkgs.python3Packages.callPackage ./knot.nix { }; }; overlays.default = final: prev: { python3Packages = { a = prev.hello; }; }; }',
      'knot.nix': packageFile('knot'),
    })
    expect(problems.filter(({ code }) => code === 'unknown-package-reference')).toEqual([])
  })
})
