import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { blobId } from './digest.ts'

/** Removing runs down to this part of the limit, so that it does not run on every write. */
const keptShare = 0.8

/** Contents of files by their git id, on disk. What is read is checked against its id: a torn file is no file. */
export class BlobCache {
  readonly #folder: string
  readonly #limit: number
  #size: number | null = null
  #shrinking: Promise<void> | null = null

  /** @param limit in bytes; what was not used for longest goes first */
  constructor(folder: string, limit: number) {
    this.#folder = folder
    this.#limit = limit
  }

  async read(id: string): Promise<Uint8Array | null> {
    const file = this.#path(id)
    const content = await readFile(file).catch(() => null)
    if (content === null) return null
    if (blobId(content, id.length) !== id) {
      await rm(file, { force: true })
      return null
    }
    const now = new Date()
    await utimes(file, now, now).catch(() => undefined)
    return content
  }

  async write(id: string, content: Uint8Array): Promise<void> {
    const file = this.#path(id)
    const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
    await mkdir(join(file, '..'), { recursive: true })
    await writeFile(temporary, content)
    await rename(temporary, file)
    this.#size = (this.#size ?? (await this.#measure())) + content.length
    if (this.#size > this.#limit) await (this.#shrinking ??= this.#shrink())
  }

  #path(id: string): string {
    if (!/^[0-9a-f]{40,64}$/.test(id)) throw new Error(`not a git id: ${JSON.stringify(id)}`)
    return join(this.#folder, id.slice(0, 2), id.slice(2))
  }

  async #files(): Promise<{ file: string; size: number; used: number }[]> {
    const entries = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch(() => [])
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const found = await Promise.all(
      files.map(async (file) => {
        const status = await stat(file).catch(() => null)
        return status === null ? [] : [{ file, size: status.size, used: status.mtimeMs }]
      }),
    )
    return found.flat()
  }

  async #measure(): Promise<number> {
    return (await this.#files()).reduce((sum, { size }) => sum + size, 0)
  }

  async #shrink(): Promise<void> {
    const files = (await this.#files()).sort((a, b) => a.used - b.used)
    let size = files.reduce((sum, file) => sum + file.size, 0)
    for (const file of files) {
      if (size <= this.#limit * keptShare) break
      await rm(file.file, { force: true })
      size -= file.size
    }
    this.#size = size
    this.#shrinking = null
  }
}
