import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { evaluateRestricted, type Evaluation } from '../../../src/real-nix/evaluate-restricted.ts'
import { nix } from './real-nix.ts'

const describeNix = nix === null ? describe.skip : describe

describeNix('an evaluation by real Nix', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nur-keeper-test-')))
  const secret = join(folder, 'secret')

  beforeAll(() => {
    for (const name of ['repository', 'trial', 'lib']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'repository/one.nix'), '1')
    writeFileSync(secret, 'hidden')
    process.env['NUR_KEEPER_TEST_SECRET'] = 'hidden'
  })

  afterAll(() => {
    rmSync(folder, { recursive: true })
    delete process.env['NUR_KEEPER_TEST_SECRET']
  })

  const evaluate = (expression: string, seconds = 30): Promise<Evaluation> => {
    if (nix === null) throw new Error('there is no Nix')
    return evaluateRestricted(expression, { folder, host: { nix, lib: join(folder, 'lib') }, seconds })
  }

  const said = async (expression: string): Promise<string> => {
    const ended = await evaluate(expression)
    return ended.kind === 'said' ? ended.stderr : JSON.stringify(ended)
  }

  it('gives a value', async () => {
    expect(await evaluate('{ a = import <repository/one.nix>; }')).toEqual({ kind: 'value', value: { a: 1 } })
  })

  it('says where it fails', async () => {
    expect(await said('throw "no such luck"')).toContain('no such luck')
    expect(await said('{')).toContain('syntax error')
  })

  it.each([
    ['builtins.readFile /etc/passwd'],
    ['builtins.readFile "/etc/passwd"'],
    ['builtins.readFile (<repository> + "/../secret")'],
    ['builtins.readDir /.'],
    ['import /etc/passwd'],
    ['"${/etc/passwd}"'],
    ['builtins.path { path = /etc; }'],
    ['builtins.fetchurl "https://example.com/x"'],
    ['builtins.fetchurl "file:///etc/passwd"'],
    ['builtins.fetchTarball "https://example.com/x.tar.gz"'],
    ['builtins.fetchGit "https://example.com/x"'],
    ['builtins.fetchGit /etc'],
    ['builtins.fetchMercurial "https://example.com/x"'],
  ])('refuses %s', async (expression) => {
    expect(await said(`builtins.seq (${expression}) 1`)).toMatch(/forbidden in restricted mode/)
  })

  it('starts no program and builds nothing', async () => {
    const derivation = 'derivation { name = "x"; system = builtins.currentSystem; builder = "/bin/sh"; }'
    expect((await evaluate(`import (${derivation})`)).kind).toBe('said')
    expect((await evaluate('builtins.exec [ "/bin/sh" ]')).kind).toBe('said')
    expect((await evaluate('builtins.fetchGit <repository>')).kind).toBe('said')
    expect((await evaluate('builtins.getFlake "github:a/b"')).kind).toBe('said')
  })

  it('knows nothing of this machine', async () => {
    const names = ['HOME', 'PATH', 'NUR_KEEPER_TEST_SECRET', 'NIX_PATH', 'USER']
    const list = names.map((name) => `"${name}"`).join(' ')
    expect(await evaluate(`map builtins.getEnv [ ${list} ]`)).toEqual({
      kind: 'value',
      value: names.map(() => ''),
    })
    expect(await evaluate('builtins.pathExists /etc/passwd')).toEqual({ kind: 'value', value: false })
    expect(await evaluate('map (entry: entry.prefix) builtins.nixPath')).toEqual({
      kind: 'value',
      value: ['repository', 'trial', 'nixpkgs-lib'],
    })
  })

  it('writes nothing into the store', async () => {
    const ended = await evaluate('builtins.toFile "nur-keeper-test" "x"')
    expect(ended.kind).toBe('value')
    expect(ended.kind === 'value' && existsSync(String(ended.value))).toBe(false)
  })

  it('is stopped after its time, with all that it started', async () => {
    const began = Date.now()
    expect(await evaluate(endless, 1)).toEqual({ kind: 'stopped', reason: 'Nix was stopped after 1 s' })
    expect(Date.now() - began).toBeLessThan(10_000)
    await wait(200)
    expect(processesOf(folder)).toEqual([])
  })

  it('is stopped where it prints without end', async () => {
    const ended = await evaluate('builtins.genList (n: "0123456789") 1000000')
    expect(ended).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('printed more') })
    expect(
      (await evaluate(`builtins.foldl' (a: b: builtins.trace b a) 0 (builtins.genList (n: n) 1000000)`)).kind,
    ).toBe('stopped')
  })

  it('outlives endless recursion', async () => {
    for (const expression of ['let x = x; in x', 'let f = x: 1 + f x; in f 1'])
      expect(await said(expression)).toMatch(/infinite recursion|SIGSEGV/)
  })

  it('cannot take all memory', async () => {
    const ended = await evaluate(`let grow = list: grow (list ++ list); in grow [ 1 ]`)
    expect(['said', 'crashed']).toContain(ended.kind)
  })
})

/** Runs for longer than any test, in little space. */
const endless = `
  let
    tens = builtins.genList (n: n) 1000;
    loop = depth: if depth == 0 then 0 else builtins.foldl' (a: _: a + loop (depth - 1)) 0 tens;
  in
  loop 5`

/** Command lines of processes that name a folder. */
function processesOf(folder: string): readonly string[] {
  if (!existsSync('/proc/self/cmdline')) return []
  return readdirSync('/proc')
    .filter((id) => /^\d+$/.test(id))
    .map(commandLine)
    .filter((line) => line.includes(folder))
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
