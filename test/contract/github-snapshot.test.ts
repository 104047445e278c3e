import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import nock from 'nock'
import { pack } from 'tar-stream'
import { BlobCache } from '../../src/github/blob-cache.ts'
import { blobId } from '../../src/github/digest.ts'
import { readSnapshot } from '../../src/github/read-snapshot.ts'
import type { Snapshot } from '../../src/model/snapshot.ts'
import { githubClient, reply, sha } from './github-client.ts'
import { api, blob, commit, entry, tree } from './github-samples.ts'

const folder = await mkdtemp(join(tmpdir(), 'adapter-'))
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})
afterEach(() => {
  const pending = nock.pendingMocks()
  nock.cleanAll()
  expect(pending).toEqual([])
})

describe('reading a snapshot', () => {
  const read = (name: string, id = sha('c')): Promise<Snapshot> =>
    readSnapshot(githubClient(), id, new BlobCache(join(folder, name), 10_000_000))

  it('fetches a few files one by one, and none that the cache has', async () => {
    reply('GET', `/git/commits/${sha('c')}`, 200, commit(sha('c'), sha('t'))).persist()
    reply(
      'GET',
      `/git/trees/${sha('t')}?recursive=1`,
      200,
      tree(sha('t'), [entry('a.nix', '{ }'), entry('b/c.nix', '1')]),
    ).persist()
    for (const text of ['{ }', '1'])
      reply('GET', `/git/blobs/${blobId(Buffer.from(text), 40)}`, 200, blob(text))
    for (const _ of [1, 2]) {
      const snapshot = await read('few')
      expect(snapshot.committedAt).toBe('2026-01-02T03:04:05Z')
      expect([...snapshot.entries.keys()]).toEqual(['a.nix', 'b/c.nix'])
      expect(snapshot.readText('b/c.nix')).toBe('1')
    }
    nock.cleanAll()
  })

  it('leaves out hostile paths, and hands out no link, submodule or large file as text', async () => {
    reply('GET', `/git/commits/${sha('c')}`, 200, commit(sha('c'), sha('t')))
    reply(
      'GET',
      `/git/trees/${sha('t')}?recursive=1`,
      200,
      tree(sha('t'), [
        entry('../../etc/passwd', 'x'),
        entry('a/.git/config', 'x'),
        entry('a//b', 'x'),
        entry('link.nix', '/etc/passwd', { mode: '120000' }),
        entry('sub', '', { mode: '160000', type: 'commit', sha: sha('s') }),
        entry('large.nix', 'x', { size: 50_000_000 }),
        entry('large.bin', 'x', { size: 500_000 }),
      ]),
    )
    const snapshot = await read('hostile')
    expect([...snapshot.entries].map(([path, { type }]) => `${path} ${type}`)).toEqual([
      'large.bin file',
      'large.nix file',
      'link.nix symlink',
      'sub submodule',
    ])
    for (const path of snapshot.entries.keys()) expect(snapshot.readText(path)).toBeNull()
    expect(snapshot.readText('../../etc/passwd')).toBeNull()
  })

  it('fetches many files as one archive, trusts only content, and fetches singly what it lacks', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `file ${index}`)
    reply('GET', `/git/commits/${sha('c')}`, 200, commit(sha('c'), sha('t')))
    reply(
      'GET',
      `/git/trees/${sha('t')}?recursive=1`,
      200,
      tree(
        sha('t'),
        texts.map((text, index) => entry(`${index}.nix`, text)),
      ),
    )
    const packed = pack()
    for (const [index, text] of texts.entries()) {
      // The last is left out by `export-ignore`, the first altered by `export-subst`.
      if (index < 29) packed.entry({ name: `nur-abc/${index}.nix` }, index === 0 ? 'altered' : text)
    }
    packed.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of packed) chunks.push(Buffer.from(chunk as Uint8Array))
    nock('https://api.github.com')
      .get(`/repos/tangled/nur/tarball/${sha('c')}`)
      .reply(302, undefined, { location: 'https://codeload.github.com/x' })
    nock('https://codeload.github.com', { badheaders: ['authorization'] })
      .get('/x')
      .reply(200, gzipSync(Buffer.concat(chunks)), { 'content-type': 'application/x-gzip' })
    for (const text of ['file 0', 'file 29'])
      reply('GET', `/git/blobs/${blobId(Buffer.from(text), 40)}`, 200, blob(text))
    const snapshot = await read('many')
    expect(texts.map((_, index) => snapshot.readText(`${index}.nix`))).toEqual(texts)
  })

  it('reads folder by folder what GitHub cut short', async () => {
    reply('GET', `/git/commits/${sha('c')}`, 200, commit(sha('c'), sha('t')))
    reply('GET', `/git/trees/${sha('t')}?recursive=1`, 200, tree(sha('t'), [entry('a.nix', '{ }')], true))
    reply(
      'GET',
      `/git/trees/${sha('t')}`,
      200,
      tree(sha('t'), [
        entry('a.nix', '{ }'),
        { path: 'b', mode: '040000', type: 'tree', sha: sha('b'), url: `${api}/git/trees/${sha('b')}` },
      ]),
    )
    reply('GET', `/git/trees/${sha('b')}?recursive=1`, 200, tree(sha('b'), [entry('c.nix', '{ }')]))
    reply('GET', `/git/blobs/${blobId(Buffer.from('{ }'), 40)}`, 200, blob('{ }'))
    expect([...(await read('cut')).entries.keys()]).toEqual(['a.nix', 'b/c.nix'])
  })
})
