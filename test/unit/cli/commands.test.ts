import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { goldenFolder } from '../../support/golden.ts'
import { runCli } from '../../support/run-cli.ts'

let checkout: string

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false']
  execFileSync('git', ['-C', checkout, ...identity, ...args], { stdio: 'ignore' })
}

/** A git repository with a golden case's base on `main` and its head in the working tree. */
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'nur-keeper-cli-'))
  git('init', '-q', '-b', 'main')
  cpSync(goldenFolder('organisations-with-library', 'base'), checkout, { recursive: true })
  git('add', '-A')
  git('commit', '-q', '-m', 'base')
  cpSync(goldenFolder('organisations-with-library', 'head'), checkout, { recursive: true })
})
afterAll(() => {
  rmSync(checkout, { recursive: true })
})

describe('nur-keeper check', () => {
  it('prints problems for people, plain when piped, and exits 1', () => {
    const { status, stdout, stderr } = runCli(['check', checkout])
    expect(status).toBe(1)
    expect(stdout).toContain('tangled-spindle has no module that users can reach')
    expect(stdout).not.toContain('\u001b[')
    expect(stderr).toBe('')
  })

  it.each([['--json'], ['--format', 'json']])('prints one object and nothing else with %s', (...format) => {
    const { stdout } = runCli(['check', checkout, ...format])
    expect(Object.keys(JSON.parse(stdout) as object)).toEqual([
      'schemaVersion',
      'packages',
      'modules',
      'libraries',
      'problems',
      'summary',
    ])
  })

  it('counts with --base only what is introduced, and with --rule only that rule', () => {
    const introduced = runCli(['check', checkout, '--base', 'main', '--json'])
    const { problems } = JSON.parse(introduced.stdout) as { problems: { code: string }[] }
    expect(problems.map(({ code }) => code)).toEqual(['missing-module'])
    expect(runCli(['check', checkout, '--base', 'main', '--rule', 'orphan-module']).status).toBe(0)
  })

  it('prints SARIF and annotations for machines', () => {
    const sarif = JSON.parse(runCli(['check', checkout, '--format', 'sarif']).stdout) as { version: string }
    expect(sarif.version).toBe('2.1.0')
    expect(runCli(['check', checkout, '--format', 'github']).stdout).toMatch(
      /^::warning file=pkgs\/tangled\/spindle\.nix,line=3/,
    )
  })

  it.each([
    [['check', '/nowhere/at/all'], /there is no folder/],
    [['check', '--rule', 'orphan-modul'], /did you mean orphan-module/],
    [['check', '--format', 'xml'], /Allowed choices/],
    [['chekc'], /Did you mean check/],
    [['check', '.', '--base', 'no-such-revision'], /git rev-parse/],
    [['plan'], /required option '--base <rev>'/],
  ])('exits 2 on wrong use: %j', (args, message) => {
    const { status, stdout, stderr } = runCli(args, { cwd: checkout })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toMatch(message)
  })
})

describe('nur-keeper plan', () => {
  it('prints what the App would say and open', () => {
    const { status, stdout } = runCli(['plan', checkout, '--base', 'main'])
    expect(status).toBe(0)
    expect(stdout).toContain('== check run: neutral')
    expect(stdout).toContain('== comment')
    expect(stdout).toContain('+++ b/modules/tangled/spindle.nix')
  })
})

describe('nur-keeper scaffold', () => {
  it('prints a diff that git applies, and writes the same with --write', () => {
    const { status, stdout } = runCli(['scaffold', checkout])
    expect(status).toBe(0)
    execFileSync('git', ['-C', checkout, 'apply', '--check', '-'], { input: stdout })
    expect(runCli(['scaffold', 'tangled-spindle', '--write'], { cwd: checkout }).status).toBe(0)
    expect(readFileSync(join(checkout, 'modules/tangled/default.nix'), 'utf8')).toContain('./spindle.nix')
    const again = runCli(['scaffold', checkout])
    expect(again).toMatchObject({ status: 0, stdout: '' })
    expect(runCli(['check', checkout, '--rule', 'missing-module']).status).toBe(0)
  })

  it('names the package that was meant', () => {
    expect(runCli(['scaffold', checkout, 'tangled-spindel']).stderr).toContain('did you mean tangled-spindle')
  })
})

describe('nur-keeper docs', () => {
  it('fails --check until the documents are written, then writes nothing more', () => {
    expect(runCli(['docs', checkout, '--check']).status).toBe(1)
    expect(runCli(['docs', checkout, '--write']).stdout).toContain('wrote docs/PACKAGES_AND_MODULES.md')
    expect(runCli(['docs', checkout, '--check'])).toMatchObject({ status: 0, stdout: '' })
  })
})

describe('nur-keeper eval', () => {
  it.each([
    [['-e', '{ a = 1; b = [ true "x" ]; }'], '{"a":1,"b":[true,"x"]}\n'],
    [['-e', '{ a.b.c = 7; }', '--attr', 'a.b.c'], '7\n'],
    [['-e', '[ 1 ]', '--json'], '{"schemaVersion":1,"known":true,"value":[1]}\n'],
  ])('%j', (args, expected) => {
    expect(runCli(['eval', ...args])).toMatchObject({ status: 0, stdout: expected })
  })

  it('says what it does not know, and why', () => {
    expect(runCli(['eval', '-e', '{ p = <nixpkgs>; }']).stdout).toMatch(/p = «unknown: .*»;/)
  })

  it('exits 1 with the place of an error', () => {
    expect(runCli(['eval', '-e', '\n  1 + nowhere'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/:2:7: undefined-variable/) as unknown,
    })
  })

  it('reads files of the checkout they lie in', () => {
    const file = join(checkout, 'pkgs/default.nix')
    expect(runCli(['eval', file, '--attr', 'tangled-knot.pname'])).toMatchObject({
      status: 0,
      stdout: '"knot"\n',
    })
  })
})

describe('nur-keeper explain', () => {
  it('lists the problems, and shows one with its examples', () => {
    expect(runCli(['explain']).stdout).toContain('missing-module')
    expect(runCli(['explain', 'missing-module']).stdout).toMatch(/Bad:[\s\S]*Good:/)
    expect(runCli(['explain', 'missing-modul']).status).toBe(2)
  })
})

describe('nur-keeper serve', () => {
  it('names the variable that is missing, and the page', () => {
    const { status, stderr } = runCli(['serve'], { env: { APP_ID: '', PRIVATE_KEY: '', WEBHOOK_SECRET: '' } })
    expect(status).toBe(2)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/APP_ID.*docs\/operating\.md/)
  })
})
