import { describe, expect, it } from '@jest/globals'
import { readFailure } from '../../../src/real-nix/read-failure.ts'

const text = `a
b = config.networking.search;
c = cfg.prot;
cfg = config.services.one;
web = config.services.nginx;
config = mkIf cfg.enable x;
d = web.user ++ web.package.lua ++ cfg.package.bundler ++ self.packages;
e = config.services.one.prot;
`

const scene = {
  repository: '/tmp/run/repository',
  trial: '/tmp/run/trial',
  lib: '/srv/nixpkgs/lib',
  options: ['services.one'],
  left: ['logo.png'],
  readText: (path: string) => (path === 'modules/one.nix' ? text : null),
}

const read = (stderr: string) => readFailure(stderr, scene)

describe('what Nix says', () => {
  it('is read where the message comes first, and where it comes last', () => {
    const wanted = { kind: 'failed', message: "enabled: attribute 'prot' missing (modules/one.nix:3)" }
    expect(
      read(
        "error: attribute 'prot' missing\n\n       at /tmp/run/repository/modules/one.nix:3:5:\n\n            2| b\n\n       … «trial: enabled»\n",
      ),
    ).toEqual(wanted)
    expect(
      read(
        "error:\n       … «trial: enabled»\n\n       … while calling\n         at /srv/nixpkgs/lib/modules.nix:1:2:\n\n       error: attribute 'prot' missing\n       at /tmp/run/repository/modules/one.nix:3:5:\n            2| b\n",
      ),
    ).toEqual(wanted)
  })

  it('names no folder of the run, and is cut', () => {
    const verdict = read(
      `error: In \`/tmp/run/repository/a.nix' and \`/srv/nixpkgs/lib/types.nix' ${'x'.repeat(2000)}`,
    )
    expect(verdict).toMatchObject({
      kind: 'failed',
      message: expect.stringMatching(/^In `a\.nix' and `<nixpkgs\/lib>\/types\.nix' x+…$/),
    })
    expect(JSON.stringify(verdict).length).toBeLessThan(700)
  })

  it.each([
    ["error: attribute 'search' missing\n\n       at /tmp/run/repository/modules/one.nix:2:5:\n"],
    ["error: attribute 'self' missing\n\n       at /srv/nixpkgs/lib/modules.nix:2:5:\n"],
    ["error: access to URI 'https://example.com/x' is forbidden in restricted mode\n"],
    ["error: path '/tmp/run/repository/logo.png' does not exist\n"],
    ["error: The option `services.nginx.x' has conflicting definition values:\n"],
    ['error: out of memory\n'],
    ["error: attribute 'user' missing\n\n       at /tmp/run/repository/modules/one.nix:7:5:\n"],
    ["error: attribute 'bundler' missing\n\n       at /tmp/run/repository/modules/one.nix:7:5:\n"],
    ["error: attribute 'packages' missing\n\n       at /tmp/run/repository/modules/one.nix:7:5:\n"],
  ])('says nothing about the module: %s', (stderr) => {
    expect(read(stderr).kind).toBe('unknown')
  })

  it("is the module's own where its options are", () => {
    const stderr = "error: attribute 'prot' missing\n\n       at /tmp/run/repository/modules/one.nix:8:5:\n"
    expect(read(stderr).kind).toBe('failed')
  })

  it.each(['\n', ' ', 'at /', 'at /a:1:', '«trial: ', '… ', 'error: ', "attribute '", '1|'])(
    'is read in time, whatever it repeats: %j',
    (text) => {
      const began = performance.now()
      read(text.repeat(1_000_000 / text.length))
      read(`error: attribute 'x' missing\n at /tmp/run/repository/modules/one.nix:1:1:\n${text.repeat(1e5)}`)
      // In quadratic time it would take minutes.
      expect(performance.now() - began).toBeLessThan(30_000)
    },
  )

  it('may be nothing', () => {
    expect(read('')).toEqual({ kind: 'failed', message: 'Nix fails without a word' })
  })
})
