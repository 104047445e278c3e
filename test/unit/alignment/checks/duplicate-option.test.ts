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

  const duplicates = (one: string, other: string): readonly string[] =>
    alignFiles({
      'default.nix': '{ pkgs }: { modules.default.imports = [ ./modules/one.nix ./modules/two.nix ]; }',
      'modules/one.nix': `{ lib, ... }: with lib; { options.${one}; }`,
      'modules/two.nix': `{ lib, ... }: with lib; { options.${other}; }`,
    })
      .problems.filter(({ code }) => code === 'duplicate-option')
      .map(({ message }) => message)
  const sites = (option: string, more: string): string =>
    `services.sites = mkOption { type = types.attrsOf (types.submodule { options.${option} = mkOption { type = types.str; }; }); ${more} }`

  it('is not said of submodules that two modules declare in parts', () => {
    expect(duplicates(sites('a', 'default = { }; description = "all";'), sites('b', ''))).toEqual([])
  })

  it('is said where both say what the option is', () => {
    expect(duplicates(sites('a', 'default = { };'), sites('b', 'default = { };'))).toHaveLength(1)
    expect(
      duplicates(
        'services.a = mkOption { type = types.str; }',
        'services.a = mkOption { type = types.int; }',
      ),
    ).toHaveLength(1)
  })

  it('is not said of what a submodule consists of', () => {
    expect(duplicates('enable = mkEnableOption "a"', 'enable = mkEnableOption "b"')).toEqual([])
  })
})
