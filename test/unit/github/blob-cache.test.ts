import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { BlobCache } from '../../../src/github/blob-cache.ts'
import { blobId } from '../../../src/github/digest.ts'

const folder = await mkdtemp(join(tmpdir(), 'blobs-'))
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const bytes = (text: string): Uint8Array => Buffer.from(text)
const id = (text: string): string => blobId(bytes(text), 40)

describe('BlobCache', () => {
  it('gives back what was written, by git id', async () => {
    const cache = new BlobCache(join(folder, 'a'), 1000)
    expect(id('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a')
    await cache.write(id('hello\n'), bytes('hello\n'))
    expect(await cache.read(id('hello\n'))).toEqual(Buffer.from('hello\n'))
    expect(await cache.read(id('other'))).toBeNull()
  })

  it('takes a file that was torn or changed for none', async () => {
    const cache = new BlobCache(join(folder, 'b'), 1000)
    await cache.write(id('whole'), bytes('whole'))
    await writeFile(join(folder, 'b', id('whole').slice(0, 2), id('whole').slice(2)), 'who')
    expect(await cache.read(id('whole'))).toBeNull()
    await cache.write(id('whole'), bytes('whole'))
    expect(await cache.read(id('whole'))).not.toBeNull()
  })

  it('stays below its limit: what was not used for longest goes', async () => {
    const cache = new BlobCache(join(folder, 'c'), 1000)
    const old = 'o'.repeat(400)
    const used = 'u'.repeat(400)
    for (const text of [old, used]) await cache.write(id(text), bytes(text))
    const past = new Date(Date.now() - 60_000)
    await utimes(join(folder, 'c', id(old).slice(0, 2), id(old).slice(2)), past, past)
    await cache.write(id('n'.repeat(300)), bytes('n'.repeat(300)))
    expect(await cache.read(id(old))).toBeNull()
    expect(await cache.read(id(used))).not.toBeNull()
  })

  it('lets no id name a file elsewhere', async () => {
    const cache = new BlobCache(join(folder, 'd'), 1000)
    await expect(cache.write('../../etc/passwd', bytes('x'))).rejects.toThrow('not a git id')
    await expect(cache.read('../../../etc/passwd')).rejects.toThrow('not a git id')
    expect(await readdir(folder)).not.toContain('d')
  })
})
