import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import schema from '../../../docs/modules.schema.json' with { type: 'json' }
import { nixpkgsLib } from '../../support/nixpkgs-lib.ts'
import { runCli } from '../../support/run-cli.ts'
import { nix } from '../real-nix/real-nix.ts'

const moduleOf = (name: string, documentation: string): string => `{ config, lib, ... }:
{
  options.services.${name}.enable = lib.mkEnableOption "${name}";
  config = lib.mkIf config.services.${name}.enable {
    systemd.services.${name} = {
      documentation = ${documentation};
      serviceConfig.ExecStart = "/bin/${name}";
    };
  };
}
`

const files = {
  'modules/good.nix': moduleOf('good', '[ "https://example.com" ]'),
  'modules/bad.nix': moduleOf('bad', '"https://example.com"'),
  'modules/default.nix': '{ imports = [ ./good.nix ./bad.nix ]; }\n',
}

const describeNix = nix === null ? describe.skip : describe
const itNixpkgs = nixpkgsLib === null ? it.skip : it

describeNix('nur-keeper modules verify --nix', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nur-keeper-verify-'))
  beforeAll(() => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('says what it lacks', () => {
    const env = { NIXPKGS_LIB: '', NIX_PATH: '' }
    const without = runCli(['modules', 'verify', folder, '--nix'], { env })
    expect([without.status, without.stdout]).toEqual([2, ''])
    expect(without.stderr).toContain('no nixpkgs is named: NIXPKGS_LIB takes the path')
    const wrong = runCli(['modules', 'verify', folder, '--nixpkgs-lib', folder], { env })
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('holds no lib of nixpkgs')])
  })

  itNixpkgs('adds what Nix says to the table and to the JSON', () => {
    const args = ['modules', 'verify', folder, '--nixpkgs-lib', nixpkgsLib ?? '']
    const table = runCli(args)
    expect(table.status).toBe(1)
    expect(table.stdout).toMatch(/^module +evaluates +units clean +exposure +lints +real Nix$/m)
    expect(table.stdout).toMatch(/^ {2}nix: enabled: .*systemd\.services\.bad\.documentation/m)
    const report: unknown = JSON.parse(runCli([...args, '--json']).stdout)
    expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validate(schema, report)).toBe(true)
    expect(report).toMatchObject({
      modules: [
        { path: 'modules/bad.nix', nix: { outcome: 'failed' } },
        { path: 'modules/good.nix', nix: { outcome: 'ok' } },
      ],
    })
  })
})
