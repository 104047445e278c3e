import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

const named = (name: string): string => `{ lib, pkgs, ... }:
{
  options.services = {
    "\${${name}}".enable = lib.mkEnableOption "it";
  };
}
`

describe('duplicate-option', () => {
  it('is not said of a set in which two modules declare what is not known', () => {
    const { problems } = alignFiles({
      'default.nix': '{ pkgs }: { modules.default.imports = [ ./modules/one.nix ./modules/two.nix ]; }',
      'modules/one.nix': named('pkgs.one.name'),
      'modules/two.nix': named('pkgs.two.name'),
    })
    expect(problems.filter(({ code }) => code === 'duplicate-option')).toEqual([])
  })
})
