import { describe, expect, it } from '@jest/globals'
import { createLineIndex } from '../../../src/nix/line-index.ts'

describe('a line index', () => {
  const text = 'a\r\n\tb𝒳c\rd\n\ne'

  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [3, 2, 1],
    [4, 2, 2],
    [7, 2, 5],
    [9, 3, 1],
    [11, 4, 1],
    [12, 5, 1],
    [99, 5, 2],
    [-1, 1, 1],
  ])('finds offset %i at line %i, column %i', (offset, line, column) => {
    expect(createLineIndex(text).position(offset)).toEqual({ line, column })
  })

  it('finds where lines start', () => {
    const index = createLineIndex(text)
    expect([1, 2, 3, 4, 5, 6, 0].map(index.lineStart)).toEqual([0, 3, 9, 11, 12, 12, 0])
    expect(index.lineCount).toBe(5)
  })

  it('has one line of an empty text', () => {
    expect(createLineIndex('')).toMatchObject({ lineCount: 1 })
    expect(createLineIndex('').position(0)).toEqual({ line: 1, column: 1 })
  })
})
