import { expect, it } from '@jest/globals'
import { stackSnapshots } from '../../../src/jobs/stack-snapshots.ts'
import { memorySnapshot } from '../../support/snapshot.ts'

it('puts a change on top of another tree: added, changed and removed files, and no others', () => {
  const base = memorySnapshot({ same: '1', changed: '1', removed: '1' }, 'b')
  const head = memorySnapshot({ same: '1', changed: '2', added: '2' }, 'h')
  const below = memorySnapshot({ same: '9', changed: '9', removed: '9', new: '9' }, 's')
  const stacked = stackSnapshots(below, base, head)
  const texts = [...stacked.entries.keys()].map((path) => [path, stacked.readText(path)])
  expect(texts).toEqual([
    ['added', '2'],
    ['changed', '2'],
    ['new', '9'],
    ['same', '9'],
  ])
  expect(stacked.readText('removed')).toBeNull()
  expect(stacked.commit).toBe('s+h')
})
