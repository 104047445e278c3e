import { describe, expect, it } from '@jest/globals'
import { moduleFile, packageFile } from '../../inventory/sample-files.ts'
import { alignFiles } from '../align-files.ts'

const service = packageFile(
  'beacon',
  'buildGoModule',
  'meta.description = "A daemon that answers requests, as a server";',
)
const messages = (files: Readonly<Record<string, string>>): readonly string[] =>
  alignFiles({ 'modules/x.nix': moduleFile('x'), ...files })
    .problems.filter(({ code }) => code === 'missing-module')
    .map(({ message }) => message)

describe('missing-module', () => {
  it('is said once of what one place builds under one name', () => {
    const found = messages({
      'default.nix': `{ pkgs }:
{
  modules.x = ./modules/x.nix;
  beacon-server = pkgs.callPackage ./beacon.nix { };
  other-server = pkgs.callPackage ./beacon.nix { };
}
`,
      'beacon.nix': service,
    })
    expect(found).toEqual([
      'beacon-server (also other-server) has no module that users can reach. It is a service, and no module configures it.',
    ])
  })

  it('is said of each where a file makes several', () => {
    const found = messages({
      'default.nix': `{ pkgs }:
let
  make = pname: pkgs.buildGoModule { inherit pname; version = "1"; meta.description = "A server daemon"; };
in
{
  modules.x = ./modules/x.nix;
  one-server = make "one-server";
  two-server = make "two-server";
}
`,
    })
    expect(found).toHaveLength(2)
  })
})
