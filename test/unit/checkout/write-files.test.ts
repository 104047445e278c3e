import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { writeFiles } from '../../../src/checkout/write-files.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'nur-keeper-write-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

it('writes what differs, and nothing the second time', () => {
  const changes = [
    { path: 'modules/a/default.nix', content: '{ }\n' },
    { path: 'same', content: 'x' },
  ]
  writeFileSync(join(directory, 'same'), 'x')
  expect(writeFiles(directory, changes)).toEqual(['modules/a/default.nix'])
  expect(readFileSync(join(directory, 'modules/a/default.nix'), 'utf8')).toBe('{ }\n')
  expect(writeFiles(directory, changes)).toEqual([])
})

it('deletes what the plan deletes, once', () => {
  writeFileSync(join(directory, 'gone'), 'x')
  expect(writeFiles(directory, [{ path: 'gone', content: null }])).toEqual(['gone'])
  expect(writeFiles(directory, [{ path: 'gone', content: null }])).toEqual([])
})

it.each(['../out', '/etc/out', 'a/../../out', '.git/hooks/post-commit', 'a//b', ''])(
  'refuses the path %j',
  (path) => {
    expect(() => writeFiles(directory, [{ path, content: 'x' }])).toThrow(/not a plain path/)
  },
)

it('refuses to write through a symbolic link, and then writes nothing at all', () => {
  symlinkSync(tmpdir(), join(directory, 'link'))
  const changes = [
    { path: 'fine', content: 'x' },
    { path: 'link/out', content: 'x' },
  ]
  expect(() => writeFiles(directory, changes)).toThrow(/symbolic link "link"/)
  expect(() => readFileSync(join(directory, 'fine'))).toThrow()
})
