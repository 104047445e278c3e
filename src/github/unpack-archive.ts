import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { blobId } from './digest.ts'

/** The most that an archive may unpack to, in bytes. */
const unpackedLimit = 1024 * 1024 * 1024

/**
 * Takes the wanted files out of a `.tar.gz`. Only content counts, by its git id: names, links and whatever else a
 * hostile archive holds are never looked at.
 * @param archive the compressed bytes
 * @param wanted git ids → size in bytes
 * @param take called once for each wanted file that was found
 * @throws where the archive is damaged or unpacks to more than the limit
 */
export async function unpackArchive(
  archive: ReadableStream<Uint8Array> | Readable,
  wanted: ReadonlyMap<string, number>,
  take: (id: string, content: Uint8Array) => Promise<void>,
): Promise<void> {
  const sizes = new Set(wanted.values())
  const idLength = wanted.keys().next().value?.length ?? 40
  const unpack = extract()
  let unpacked = 0
  unpack.on('entry', (header, stream, next) => {
    const size = header.size
    unpacked += size
    if (unpacked > unpackedLimit) {
      unpack.destroy(new Error(`the archive unpacks to more than ${unpackedLimit} bytes`))
      return
    }
    if (header.type !== 'file' || !sizes.has(size)) {
      stream.on('end', next)
      stream.resume()
      return
    }
    const chunks: Uint8Array[] = []
    stream.on('data', (chunk) => chunks.push(chunk as Uint8Array))
    stream.on('end', () => {
      const content = Buffer.concat(chunks)
      const id = blobId(content, idLength)
      const taken = wanted.has(id) ? take(id, content) : Promise.resolve()
      taken.then(
        () => {
          next()
        },
        (error: unknown) => {
          next(error instanceof Error ? error : new Error(String(error)))
        },
      )
    })
  })
  await pipeline(toNodeStream(archive), createGunzip(), unpack)
}

function toNodeStream(archive: ReadableStream<Uint8Array> | Readable): Readable {
  return archive instanceof Readable ? archive : Readable.from(archive)
}
