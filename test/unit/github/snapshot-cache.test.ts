import { describe, expect, it } from '@jest/globals'
import { SnapshotCache } from '../../../src/github/snapshot-cache.ts'
import { memorySnapshot } from '../../support/snapshot.ts'

describe('SnapshotCache', () => {
  it('reads a commit once, also for two who ask at the same time', async () => {
    const cache = new SnapshotCache(10_000)
    let reads = 0
    const read = async () => {
      reads++
      return await Promise.resolve(memorySnapshot({ a: 'x' }))
    }
    const [one, two] = await Promise.all([cache.read('a', read), cache.read('a', read)])
    expect(one).toBe(two)
    await cache.read('a', read)
    expect(reads).toBe(1)
  })

  it('forgets a failure, and the oldest beyond its limit', async () => {
    const cache = new SnapshotCache(1300)
    await expect(cache.read('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    const reads: string[] = []
    const read = (key: string) =>
      cache.read(key, () => {
        reads.push(key)
        return Promise.resolve(memorySnapshot({ file: key.repeat(400) }))
      })
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await read(key)
    expect(reads).toEqual(['a', 'b', 'c', 'b'])
  })
})
