import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { openOutcomeCache } from '../../../src/checkout/outcome-cache.ts'
import { readWorkTree } from '../../../src/checkout/read-work-tree.ts'
import { treeFingerprint } from '../../../src/cli/tree-fingerprint.ts'
import { goldenFolder } from '../../support/golden.ts'
import { runCli } from '../../support/run-cli.ts'

let root: string
let checkout: string
let caches: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nur-keeper-check-cache-'))
  checkout = join(root, 'checkout')
  caches = join(root, 'caches')
  cpSync(goldenFolder('organisations-with-library', 'head'), checkout, { recursive: true })
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function check(...args: string[]) {
  return runCli(['check', checkout, ...args], { env: { XDG_CACHE_HOME: caches } })
}

function kept(): readonly string[] {
  return readdirSync(join(caches, 'nur-keeper/check'))
}

describe('nur-keeper check', () => {
  it('prints the same with and without its cache, in each format, and keeps one outcome a format', () => {
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const without = check('--format', format, '--no-cache')
      expect(check('--format', format)).toEqual(without)
      expect(check('--format', format)).toEqual(without)
    }
    expect(kept()).toHaveLength(4)
  })

  it('prints what was kept rather than check again', () => {
    const fresh = check()
    const [key = ''] = kept()
    const cache = openOutcomeCache(join(caches, 'nur-keeper/check'))
    cache.write(key, { exitCode: 0, text: 'kept' })
    expect(check()).toEqual({ status: 0, stdout: 'kept', stderr: '' })
    writeFileSync(join(caches, 'nur-keeper/check', key), 'spoilt')
    expect(check()).toEqual(fresh)
  })

  it('checks again after a change', () => {
    check()
    writeFileSync(join(checkout, 'pkgs/tangled/spindle.nix'), '{ ')
    expect(check().stdout).toContain('syntax-error')
    expect(kept()).toHaveLength(2)
  })

  it('keeps nothing of a comparison with a base, of wrong use, or where it is told not to', () => {
    check('--no-cache')
    expect(check('--rule', 'orphan-modul').status).toBe(2)
    expect(check('--base', 'main').status).toBe(2)
    expect(() => kept()).toThrow('ENOENT')
  })

  it('goes without where the cache folder cannot be made', () => {
    writeFileSync(caches, 'a file')
    expect(check()).toEqual(check('--no-cache'))
  })
})

describe('treeFingerprint', () => {
  const fingerprint = (): string | null => treeFingerprint(readWorkTree(checkout))

  it.each([
    [
      'a changed byte',
      () => {
        writeFileSync(join(checkout, 'default.nix'), '{ pkgs }: { }\n')
      },
    ],
    [
      'a new file',
      () => {
        writeFileSync(join(checkout, 'new'), '')
      },
    ],
    [
      'a removed file',
      () => {
        rmSync(join(checkout, 'default.nix'))
      },
    ],
    [
      'a new link',
      () => {
        symlinkSync('default.nix', join(checkout, 'link'))
      },
    ],
    [
      'a file made executable',
      () => {
        writeFileSync(join(checkout, 'run'), '', { mode: 0o755 })
      },
    ],
  ])('differs after %s', (_, change) => {
    const before = fingerprint()
    expect(fingerprint()).toBe(before)
    change()
    expect(fingerprint()).not.toBe(before)
  })

  it('does not take a file renamed into its neighbour, or text moved between files, for the same', () => {
    const tree = (files: Record<string, string>): string | null => {
      rmSync(checkout, { recursive: true })
      cpSync(goldenFolder('organisations-with-library', 'head'), checkout, { recursive: true })
      for (const [path, text] of Object.entries(files)) writeFileSync(join(checkout, path), text)
      return fingerprint()
    }
    const trees = [{ a: 'xy', b: '' }, { a: 'x', b: 'y' }, { a: '', b: 'xy' }, { ab: 'xy' }]
    expect(new Set(trees.map(tree)).size).toBe(trees.length)
  })

  it('is none where the tree is too large to read', () => {
    expect(treeFingerprint(readWorkTree(checkout), 10)).toBeNull()
  })
})
