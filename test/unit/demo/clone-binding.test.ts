import { describe, expect, it } from '@jest/globals'
import { cloneBinding } from '../../../demo/clone-binding.ts'
import { loadNixParser } from '../../../grammar/load.ts'

const parser = await loadNixParser()
const clone = (text: string, path = 'pkgs/default.nix', file = 'pkgs/knot/default.nix'): string | null =>
  cloneBinding(parser, { text, path }, { name: 'knot', file }, 'spindle')

describe('a package named beside its model', () => {
  it('repeats the binding on a line of its own', () => {
    expect(clone('{ pkgs }:\n{\n  knot = pkgs.callPackage ./knot { };\n}\n')).toBe(
      '{ pkgs }:\n{\n  knot = pkgs.callPackage ./knot { };\n  spindle = pkgs.callPackage ./spindle { };\n}\n',
    )
  })

  it('stays on the line of a set that is on one', () => {
    expect(clone('{ callPackage }: { knot = callPackage ./knot { }; }\n')).toBe(
      '{ callPackage }: { knot = callPackage ./knot { }; spindle = callPackage ./spindle { }; }\n',
    )
  })

  it('follows paths from where the file is', () => {
    expect(clone('{ a.tangled-knot = f ../pkgs/knot; }', 'overlays/default.nix')).toContain(
      'a.tangled-spindle = f ../pkgs/spindle;',
    )
    expect(clone('{ knot = f ./knot.nix; }', 'pkgs/x/default.nix', 'pkgs/x/knot.nix')).toContain(
      'spindle = f ./spindle.nix;',
    )
  })

  it('finds nothing where another file is meant, or none', () => {
    expect(clone('{ knot = f ./other; }')).toBeNull()
    expect(clone('{ knot = "./knot"; other = f ./knot; }')).toBeNull()
    expect(clone('{ this does not parse')).toBeNull()
  })
})
