import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a command came to: what it printed, and the exit code. */
export type Outcome = { readonly exitCode: number; readonly text: string }

/** Outcomes of earlier runs, by a key that stands for all they depend on. */
export type OutcomeCache = {
  /** @returns null where none is kept, or what is kept is not whole */
  readonly read: (key: string) => Outcome | null
  /** Keeps an outcome. Where the folder cannot be written, nothing is kept, and that is no error. */
  readonly write: (key: string, outcome: Outcome) => void
}

/** How much is kept; the oldest goes first. */
export const defaultBounds = { entries: 256, bytes: 64 * 1024 * 1024 }

/**
 * A cache in a folder, one file an entry. Files appear whole or not at all, so several runs can share it.
 * @param folder is made when something is first kept
 */
export function openOutcomeCache(folder: string, bounds = defaultBounds): OutcomeCache {
  return {
    read: (key) => {
      try {
        return parseEntry(readFileSync(join(folder, key), 'utf8'))
      } catch {
        return null
      }
    },
    write: (key, outcome) => {
      const entry = printEntry(outcome)
      if (entry.length > bounds.bytes / 4) return
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const draft = join(folder, `${key}.${process.pid}.draft`)
        writeFileSync(draft, entry, { mode: 0o600 })
        renameSync(draft, join(folder, key))
        removeOldest(folder, bounds)
      } catch {
        return
      }
    },
  }
}

/** The first line is the SHA-256 of what follows: the exit code on a line, then the text. */
function printEntry({ exitCode, text }: Outcome): string {
  const body = `${exitCode}\n${text}`
  return `${sha256(body)}\n${body}`
}

function parseEntry(entry: string): Outcome | null {
  const [, sum = '', body = ''] = /^([0-9a-f]{64})\n(.*)$/s.exec(entry) ?? []
  const [, exitCode, text = ''] = /^(\d)\n(.*)$/s.exec(body) ?? []
  return exitCode !== undefined && sha256(body) === sum ? { exitCode: Number(exitCode), text } : null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Removes old entries, and drafts that a killed run left, until the folder is within its bounds. */
function removeOldest(folder: string, bounds: typeof defaultBounds): void {
  const kept = readdirSync(folder).flatMap((name) => {
    const status = statSync(join(folder, name), { throwIfNoEntry: false })
    return status === undefined ? [] : [{ name, size: status.size, time: status.mtimeMs }]
  })
  kept.sort((one, other) => other.time - one.time)
  let bytes = 0
  for (const [index, { name, size }] of kept.entries()) {
    bytes += size
    if (index >= bounds.entries || bytes > bounds.bytes) rmSync(join(folder, name), { force: true })
  }
}
