import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from '@jest/globals'
import { pack } from 'tar-stream'
import { blobId } from '../../../src/github/digest.ts'
import { unpackArchive } from '../../../src/github/unpack-archive.ts'

type Entry = {
  name: string
  type?: 'file' | 'link' | 'symlink' | 'directory'
  linkname?: string
  mode?: number
}

async function archive(entries: readonly (readonly [Entry, string])[]): Promise<Buffer> {
  const packed = pack()
  for (const [header, text] of entries) packed.entry(header, text)
  packed.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of packed) chunks.push(Buffer.from(chunk as Uint8Array))
  return gzipSync(Buffer.concat(chunks))
}

async function unpack(bytes: Buffer, wanted: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const ids = new Map(wanted.map((text) => [blobId(Buffer.from(text), 40), Buffer.byteLength(text)]))
  await unpackArchive(Readable.from([bytes]), ids, (id, content) => {
    found.set(id, Buffer.from(content).toString())
    return Promise.resolve()
  })
  return found
}

describe('unpackArchive', () => {
  it('takes what is wanted, by content, whatever its name is', async () => {
    const bytes = await archive([
      [{ name: 'root/a.nix' }, '{ }'],
      [{ name: '../../../etc/passwd' }, 'hostile'],
      [{ name: '/absolute' }, 'wanted'],
      [{ name: 'root/other' }, 'unwanted'],
    ])
    expect([...(await unpack(bytes, ['{ }', 'wanted'])).values()].sort()).toEqual(['wanted', '{ }'])
  })

  it('never follows links or takes what only claims to be a file', async () => {
    const bytes = await archive([
      [{ name: 'link', type: 'symlink', linkname: '/etc/passwd' }, ''],
      [{ name: 'hard', type: 'link', linkname: '/etc/passwd' }, ''],
      [{ name: 'altered' }, '{ }x'],
    ])
    expect((await unpack(bytes, ['{ }', ''])).size).toBe(0)
  })

  it('says so where the archive is damaged', async () => {
    const bytes = await archive([[{ name: 'a' }, 'x'.repeat(10_000)]])
    await expect(unpack(bytes.subarray(0, bytes.length / 2), ['x'])).rejects.toThrow()
    await expect(unpack(Buffer.from('no gzip'), ['x'])).rejects.toThrow()
  })
})
