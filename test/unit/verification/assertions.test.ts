import { describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../grammar/load.ts'
import { readRepository } from '../../../src/inventory/build-inventory.ts'
import { comparedLiterals } from '../../../src/verification/assertions/compared-literals.ts'
import { namedOptions } from '../../../src/verification/assertions/named-options.ts'
import type { VerifiedModule } from '../../../src/verification/verified-module.ts'
import { verifyModules } from '../../../src/verification/verify-modules.ts'
import { memorySnapshot } from '../../support/snapshot.ts'

const parser = await loadNixParser()

/** Verifies a module with some options and some assertions. */
function lintsOf(options: string, assertions: string, more = ''): VerifiedModule['lints'] {
  const text = `{ config, lib, pkgs, ... }:
let
  cfg = config.services.beacon;
  option = type: default: lib.mkOption { inherit type default; description = "An option."; };
in
{
  options.services.beacon = {
    enable = lib.mkEnableOption "beacon";
    ${options}
  };
  config = lib.mkIf cfg.enable (lib.mkMerge [
    { assertions = [ ${assertions} ]; }
    ${more}
  ]);
}
`
  const snapshot = memorySnapshot({
    'default.nix': '{ pkgs }:\n{\n  modules.beacon = ./modules/beacon.nix;\n}\n',
    'modules/beacon.nix': text,
  })
  const repository = readRepository({ snapshot, parser, config: { entryPoints: null, exclude: [] } })
  const [found] = verifyModules(repository)
  if (found === undefined) throw new Error('no module was found')
  return found.module.lints
}

/** An assertion whose message names an option. */
function assertion(condition: string, option = 'port'): string {
  return `{ assertion = ${condition}; message = "services.beacon.${option} will not do."; }`
}

describe('assertions', () => {
  const port = 'port = option lib.types.port 8080;'
  const text = 'option (lib.types.nullOr lib.types.str) null;'
  const mode = 'mode = option (lib.types.enum [ "one" "two" "three" ]) "one";'

  it.each<readonly [what: string, options: string, condition: string, refused: Record<string, unknown>]>([
    ['a literal', port, 'cfg.port != 9000', { port: '9000' }],
    ['a literal in an order', port, 'cfg.port <= 9000', { port: '9001' }],
    ['what must be set', `domain = ${text}`, 'cfg.port > 0 -> cfg.domain != null', {}],
    [
      'the port of another',
      `${port} metrics = { enable = option lib.types.bool true; port = option lib.types.port 9100; };`,
      'cfg.metrics.enable -> cfg.port != cfg.metrics.port',
      { port: '9100' },
    ],
    [
      'two alternatives at once',
      `token = ${text} tokenFile = ${text}`,
      'cfg.token == null || cfg.tokenFile == null',
      { token: '""', tokenFile: '""' },
    ],
    [
      'three options together',
      `${mode} url = ${text} local = option lib.types.bool true;`,
      'cfg.mode == "three" && !cfg.local -> cfg.url == null || cfg.mode == "one"',
      { mode: '"three"', local: 'false', url: '""' },
    ],
    [
      'settings that look like secrets',
      'settings = option (lib.types.attrsOf lib.types.str) { };',
      '!lib.any (lib.hasSuffix "PASSWORD") (lib.attrNames cfg.settings)',
      { settings: expect.stringContaining('ADMIN_PASSWORD') },
    ],
    [
      'elements that must differ',
      `sites = option (lib.types.attrsOf (lib.types.submodule {
        options.port = lib.mkOption { type = lib.types.port; description = "Its port."; };
      })) { };`,
      'lib.allUnique (map (site: site.port) (lib.attrValues cfg.sites))',
      { sites: expect.stringContaining('two') },
    ],
  ])('are made to refuse %s', (_, options, condition, refused) => {
    const needed = options.startsWith(port) ? options : `${port} ${options}`
    const { assertions, faults, unknown } = lintsOf(needed, assertion(condition))
    expect({ faults, unknown }).toEqual({ faults: [], unknown: [] })
    expect(assertions).toHaveLength(1)
    const settings = assertions[0]?.refuses?.map(({ option, value }) => [
      option.replace('services.beacon.', ''),
      value,
    ])
    expect(Object.fromEntries(settings ?? [['', 'nothing']])).toEqual(refused)
  })

  it('are found where an option brings them', () => {
    const options = `${port} nginx = { enable = option lib.types.bool false; domain = ${text} };`
    const more = `(lib.mkIf cfg.nginx.enable { assertions = [ ${assertion('cfg.nginx.domain != null', 'nginx.domain')} ]; })`
    expect(lintsOf(options, '', more).assertions).toEqual([
      {
        message: 'services.beacon.nginx.domain will not do.',
        refuses: [{ option: 'services.beacon.nginx.enable', value: 'true' }],
      },
    ])
  })

  it('are not reached where the type of the option says the same', () => {
    const { outcome, assertions, unknown } = lintsOf(port, assertion('cfg.port >= 0'))
    expect(outcome).toBe('unknown')
    expect(assertions).toEqual([{ message: 'services.beacon.port will not do.', refuses: null }])
    expect(unknown).toEqual([
      'not reached: no configuration was found that this assertion refuses: services.beacon.port will not do.',
    ])
  })

  it('are not known where other modules decide', () => {
    const { unknown } = lintsOf(port, assertion('config.networking.enableIPv6'))
    expect(unknown).toEqual([expect.stringContaining('whether this assertion can fail')])
  })

  it('name an option that is there', () => {
    const { faults } = lintsOf(port, assertion('cfg.port != 9000', 'prot'))
    expect(faults).toEqual([
      'the message of an assertion names services.beacon.prot, which is no option: services.beacon.prot will not do.',
    ])
  })
})

describe('options inside submodules', () => {
  it('are described', () => {
    const sites = `sites = option (lib.types.attrsOf (lib.types.submodule {
      options.port = lib.mkOption { type = lib.types.port; default = 1; };
    })) { };`
    expect(lintsOf(sites, '').faults).toEqual(['services.beacon.sites.<name>.port has no description'])
  })
})

describe('namedOptions', () => {
  const options = ['services.beacon.port', 'services.beacon.sites.<name>.root', 'services.beacon.configFile']
  const sets = ['services.beacon']

  it.each([
    ['services.beacon.port is taken.', ['services.beacon.port'], []],
    ['`services.beacon.port`: taken', ['services.beacon.port'], []],
    ['set services.beacon.sites.blog.root', ['services.beacon.sites.<name>.root'], []],
    ['set services.beacon.port.inner', ['services.beacon.port'], []],
    ['give a configFile', ['services.beacon.configFile'], []],
    ['the `port` is taken', ['services.beacon.port'], []],
    ['the port is taken', [], []],
    ['services.beacon.sites needs one', [], []],
    ['set services.beacon.hots', [], ['services.beacon.hots']],
  ])('reads %p', (message, own, missing) => {
    expect(namedOptions(message, options, sets)).toEqual(expect.objectContaining({ own, missing }))
  })

  it('knows options of NixOS', () => {
    expect(namedOptions('set networking.domain', options, sets).foreign).toEqual(['networking.domain'])
  })
})

describe('comparedLiterals', () => {
  it('gives what is compared, and the neighbours of what is ordered', () => {
    const { expr } = parser.parse('x: x == 1 && x < 10 || "a" != x || x == "${x}b" || f 7')
    expect(comparedLiterals(expr)).toEqual([1n, 10n, 9n, 11n, 'a'])
  })
})
