import { describe, expect, it } from '@jest/globals'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { proposePackages } from '../../../demo/propose-packages.ts'

const root = join(import.meta.dirname, '../../..')
const cases = readdirSync(join(root, 'test/golden'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `test/golden/${name}/base`)

describe('the packages that the demo adds', () => {
  it.each(['demo/nur', ...cases])('follow the layout of %s', async (nur) => {
    const { files, service, library } = await proposePackages(join(root, nur))
    expect(service).toMatch(/lantern$/)
    expect(library).toMatch(/wick$/)
    expect(Object.keys(files).length).toBeGreaterThanOrEqual(2)
  })

  it('stand beside their model, in an organisation with a shared library', async () => {
    const { files, organisation } = await proposePackages(join(root, 'demo/nur'))
    expect(organisation).toBe('harbor')
    expect(Object.keys(files).sort()).toEqual([
      'pkgs/harbor/default.nix',
      'pkgs/harbor/lantern.nix',
      'pkgs/harbor/wick.nix',
    ])
  })

  it('are refused where there is no package to follow', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-nur-'))
    await expect(proposePackages(folder)).rejects.toThrow('0 packages were found')
    rmSync(folder, { recursive: true })
  })
})
