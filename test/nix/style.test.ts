import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../grammar/load.ts'
import { formatNix } from '../../src/nix/format.ts'
import type { NixParser } from '../../src/nix/parser.ts'
import { repository } from './harness.ts'

const folders = [
  'lib',
  'modules',
  'pkgs',
  'src/real-nix',
  'docs/deployments',
  'test/nix/harness',
  'test/nix/vm',
]

const files = [
  'default.nix',
  'flake.nix',
  'overlay.nix',
  ...folders.flatMap((folder) =>
    readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.nix'))
      .map((path) => `${folder}/${path}`),
  ),
].sort()

describe('the Nix of this repository', () => {
  let parser: NixParser

  beforeAll(async () => {
    parser = await loadNixParser()
  })

  it.each(files)('%s is in the standard style', (path) => {
    const text = readFileSync(join(repository, path), 'utf8')
    expect(formatNix(parser, text)).toEqual({ ok: true, text })
  })

  it('opens no scope with `with lib` or a part of it', () => {
    const open = files.filter((path) => /\bwith lib\b/.test(readFileSync(join(repository, path), 'utf8')))
    expect(open).toEqual([])
  })

  it('brings every module and package into its list', () => {
    const lists = files.filter((path) => /^(modules|pkgs)\/[^/]+\/default\.nix$/.test(path))
    const listed = lists.flatMap((list) => {
      const text = readFileSync(join(repository, list), 'utf8')
      const folder = list.replace(/default\.nix$/, '')
      return [...text.matchAll(/\.\/([a-z0-9-]+)\.nix/g)].map(([, name = '']) => `${folder}${name}.nix`)
    })
    const modules = files.filter((path) => /^modules\/[^/]+\/(?!default)/.test(path))
    expect(modules.filter((path) => !listed.includes(path))).toEqual([])
    expect(listed.filter((path) => !files.includes(path))).toEqual([])
  })
})
