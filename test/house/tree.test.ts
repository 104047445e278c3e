import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const root = join(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['-C', root, 'ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter(Boolean)
const sources = tracked.filter((path) => /^(src|demo|local-github|scripts)\/.*\.ts$/.test(path))

describe('the house', () => {
  it('names files in kebab-case', () => {
    expect(sources.filter((path) => !/^[a-z0-9/.-]+$/.test(path))).toEqual([])
  })

  it('has no room for leftovers', () => {
    expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(path))).toEqual([])
  })

  it('keeps files short enough to be one idea', () => {
    const long = sources.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 400)
    expect(long).toEqual([])
  })

  it('knows no machine, only the repository', () => {
    const texts = tracked.filter(
      (path) => /\.(ts|mjs|js|md|nix|hbs|ya?ml|json|sh)$/.test(path) && path !== 'package-lock.json',
    )
    const found = texts.filter((path) =>
      /(^|[\s"'`=(])\/(work|root|farm)\//m.test(readFileSync(join(root, path), 'utf8')),
    )
    expect(found).toEqual([])
  })
})
