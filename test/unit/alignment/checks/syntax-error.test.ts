import { describe, expect, it } from '@jest/globals'
import { alignFiles } from '../align-files.ts'

const faultOf = (text: string): object | undefined =>
  alignFiles({ 'default.nix': text }).problems.find(({ code }) => code === 'syntax-error')

describe('syntax-error', () => {
  it('sends to Nix what Nix refuses', () => {
    expect(faultOf('{ pkgs }: { a = 1 }')).toMatchObject({
      remedy: 'Run `nix-instantiate --parse default.nix` and correct what it points at.',
    })
  })

  it('says what to do about a word that takes too long, which Nix may take', () => {
    expect(faultOf(`{ pkgs }:\n${'1+'.repeat(10_000)}1`)).toMatchObject({
      line: 2,
      message: 'default.nix is not read: it holds a word of 20001 characters, which is too long to be read.',
      remedy: expect.stringContaining('put spaces around its operators, or exclude the file'),
    })
  })
})
