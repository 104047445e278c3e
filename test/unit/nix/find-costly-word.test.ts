import { describe, expect, it } from '@jest/globals'
import { loadNixParser } from '../../../grammar/load.ts'
import { findCostlyWord } from '../../../src/nix/find-costly-word.ts'

describe('findCostlyWord', () => {
  it.each([
    ['a long name', 'a'.repeat(1_000_000)],
    ['many short words', 'a.b-c+d '.repeat(500_000)],
    ['rulers', `#${'-'.repeat(100)}\n`.repeat(1000)],
    ['a chain with spaces', '1 + '.repeat(1_000_000)],
    ['nothing', ''],
  ])('lets %s pass', (_, text) => {
    expect(findCostlyWord(text)).toBeNull()
  })

  it.each([
    ['of sums', '+1'],
    ['of selections', '.b'],
    ['of minus signs', '-'],
  ])('finds a long word %s', (_, part) => {
    const word = part.repeat(10_000)
    expect(findCostlyWord(`a ${word} b`)).toEqual({ start: 2, end: 2 + word.length })
  })

  it('counts all words of a file together', () => {
    expect(findCostlyWord(`${'+1'.repeat(1000)} `.repeat(100))).not.toBeNull()
  })

  it('has the parser say where, and read nothing', async () => {
    const { errors } = (await loadNixParser()).parse(`[\n  ${'1+'.repeat(10_000)}1\n]\n`)
    expect(errors).toEqual([
      {
        code: 'syntax-error',
        start: 4,
        end: 20_005,
        message: 'it holds a word of 20001 characters, which is too long to be read',
        limit: 'word',
      },
    ])
  })
})
