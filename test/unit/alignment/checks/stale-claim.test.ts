import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

const claimed = (count: string): readonly string[] =>
  alignFiles({
    'default.nix': '{ pkgs }: { }',
    'modules/a/default.nix': '{ }',
    'modules/b/default.nix': '{ }',
    'pkgs/a/default.nix': '{ }',
    'README.md': `## Directory structure (${count})\n`,
  })
    .problems.filter(({ code }) => code === 'stale-claim')
    .map(({ message }) => message)

describe('stale-claim', () => {
  it('counts folders', () => {
    expect(claimed('23 Main Categories')).toEqual([
      'README.md says "23 Main Categories", but modules/ holds 2 folders, pkgs/ 1 folder.',
    ])
  })

  it.each(['2 categories', '4 directories', '2+ folders'])(
    'lets stand what is true of some folder: %s',
    (count) => {
      expect(claimed(count)).toEqual([])
    },
  )
})
