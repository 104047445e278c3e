import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { GitError } from '../../../src/checkout/git.ts'
import { readCommit } from '../../../src/checkout/read-commit.ts'
import { readWorkTree } from '../../../src/checkout/read-work-tree.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nur-keeper-checkout-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true })
  writeFileSync(join(directory, path), content)
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', directory, ...identity, ...args], { encoding: 'utf8' }).trim()
}

function commitAll(): string {
  git('add', '-A')
  git('commit', '-q', '-m', 'x', '--date', '2026-01-02T03:04:05Z')
  return git('rev-parse', 'HEAD')
}

describe('readWorkTree', () => {
  it('reads a folder without git, sorted, with git blob ids', () => {
    write('b.nix', '{ }\n')
    write('a/ü.nix', 'é\r\n')
    const snapshot = readWorkTree(directory)
    expect([...snapshot.entries.keys()]).toEqual(['a/ü.nix', 'b.nix'])
    expect(snapshot.readText('a/ü.nix')).toBe('é\r\n')
    expect(snapshot.entries.get('b.nix')?.hash).toBe(git('hash-object', join(directory, 'b.nix')))
    expect(snapshot.committedAt).toBeNull()
  })

  it('leaves out what git ignores and takes what is not added yet', () => {
    git('init', '-q')
    write('.gitignore', 'result\n')
    write('result', 'x')
    write('new.nix', '1')
    expect([...readWorkTree(directory).entries.keys()]).toEqual(['.gitignore', 'new.nix'])
  })

  it('goes on where a folder may not be read, and says so', () => {
    write('a.nix', '1')
    // So deep that the system refuses its path, to the superuser as well.
    const half = Array.from({ length: 12 }, () => 'x'.repeat(200)).join('/')
    for (const part of ['one', 'two']) mkdirSync(join(directory, part, half), { recursive: true })
    renameSync(join(directory, 'two'), join(directory, 'one', half, 'two'))
    const { entries } = readWorkTree(directory)
    expect([...entries.values()].map(({ type }) => type)).toEqual(['file', 'closed'])
    expect([...entries.keys()][1]).toMatch(/^one\/(x{200}\/)+two\/(x{200}\/)*x{200}$/)
    // Node's own removal gives up on such a path.
    execFileSync('rm', ['-r', join(directory, 'one')])
  })

  it('answers null for what is not there, not text, or too large', () => {
    write('binary.nix', new Uint8Array([0x7b, 0, 0x7d]))
    write('latin1.nix', new Uint8Array([0xe9]))
    write('large.nix', ' '.repeat(5 * 1024 * 1024))
    const snapshot = readWorkTree(directory)
    for (const path of ['binary.nix', 'latin1.nix', 'large.nix', 'missing.nix']) {
      expect([path, snapshot.readText(path)]).toEqual([path, null])
    }
  })

  it('does not follow symbolic links out of the folder', () => {
    symlinkSync('/etc/passwd', join(directory, 'link.nix'))
    const snapshot = readWorkTree(directory)
    expect(snapshot.entries.get('link.nix')?.type).toBe('symlink')
    expect(snapshot.readText('link.nix')).toBeNull()
  })
})

describe('readCommit', () => {
  it('reads a commit as the work tree of that commit reads', () => {
    git('init', '-q')
    write('pkgs/a.nix', '{ }\n')
    write('VERSION', '1.2\n')
    write('name with\ttab and "quotes".nix', 'x')
    symlinkSync('pkgs', join(directory, 'link'))
    const commit = commitAll()
    const fromTree = [...readWorkTree(directory).entries].map(([path, entry]) => [path, { ...entry }])
    write('pkgs/a.nix', 'changed')
    const snapshot = readCommit(directory, 'HEAD')
    expect(snapshot.commit).toBe(commit)
    expect(snapshot.committedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect([...snapshot.entries]).toEqual(fromTree)
    expect(snapshot.readText('pkgs/a.nix')).toBe('{ }\n')
    expect(snapshot.readText('VERSION')).toBe('1.2\n')
  })

  it('takes a folder of the repository as the root, as the work tree does', () => {
    git('init', '-q')
    write('nur/default.nix', '{ }')
    write('other', '')
    commitAll()
    expect([...readCommit(join(directory, 'nur'), 'HEAD').entries.keys()]).toEqual(['default.nix'])
    expect([...readWorkTree(join(directory, 'nur')).entries.keys()]).toEqual(['default.nix'])
  })

  it('says what git says where the revision is not there', () => {
    git('init', '-q')
    write('a', '')
    commitAll()
    expect(() => readCommit(directory, 'no-such-branch')).toThrow(GitError)
    expect(() => readCommit(directory, '--all')).toThrow(GitError)
  })
})
