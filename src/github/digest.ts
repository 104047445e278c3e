import { createHash } from 'node:crypto'

/** A short name for a value: the same for the same value. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32)
}

/** git's id of a blob: a hash over `blob <size>NUL<content>`, SHA-1, or SHA-256 where the repository uses it. */
export function blobId(content: Uint8Array, length: number): string {
  return createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex')
}
