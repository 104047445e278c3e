import { describe, expect, it } from '@jest/globals'
import type { Summary } from '../../../../src/model/alignment.ts'
import { continueHistory, printHistory } from '../../../../src/plan/documents/alignment-history.ts'
import { alignmentOf } from '../sample.ts'

const summary = (aligned: number, missing: number): Summary => ({
  ...alignmentOf([], {}).summary,
  aligned,
  missing,
})
const past = (date: string, aligned: number, missing: number): { date: string; text: string } => ({
  date,
  text: JSON.stringify({ summary: { aligned, missing } }),
})
const first = [{ date: '2026-01-01', aligned: 1, services: 2 }]

describe('continueHistory', () => {
  it('begins with today', () => {
    expect(continueHistory(null, [], summary(1, 1), '2026-01-01')).toEqual(first)
  })

  it('begins with what git knows, where the tree has no history yet', () => {
    const versions = [
      past('2025-01-01', 0, 1),
      past('2025-02-01', 0, 1),
      { date: '2025-03-01', text: 'no JSON' },
      { date: '2025-03-02', text: '{"summary":{"aligned":-1}}' },
      past('2025-04-01', 1, 1),
    ]
    expect(continueHistory(null, versions, summary(2, 0), '2026-01-01')).toEqual([
      { date: '2025-01-01', aligned: 0, services: 1 },
      { date: '2025-04-01', aligned: 1, services: 2 },
      { date: '2026-01-01', aligned: 2, services: 2 },
    ])
  })

  it('leaves what stands in the tree, with whatever git and date, until the alignment changes', () => {
    const committed = printHistory(first)
    expect(continueHistory(committed, [past('2025-01-01', 0, 1)], summary(1, 1), '2026-05-05')).toEqual(first)
    expect(continueHistory(committed, [], summary(2, 0), '2026-05-05')).toEqual([
      ...first,
      { date: '2026-05-05', aligned: 2, services: 2 },
    ])
  })

  it('has one point a day, and never goes back in time', () => {
    const changed = [{ date: '2026-01-01', aligned: 2, services: 2 }]
    expect(continueHistory(printHistory(first), [], summary(2, 0), '2026-01-01')).toEqual(changed)
    expect(continueHistory(printHistory(first), [], summary(2, 0), '2025-01-01')).toEqual(changed)
  })

  it('adds nothing without a commit or without services', () => {
    expect(continueHistory(null, [], summary(1, 1), null)).toEqual([])
    expect(continueHistory(null, [], summary(0, 0), '2026-01-01')).toEqual([])
  })

  it('begins anew after a merge that left conflicts', () => {
    expect(continueHistory('<<<<<<< HEAD\n', [], summary(1, 1), '2026-01-01')).toEqual(first)
  })
})
