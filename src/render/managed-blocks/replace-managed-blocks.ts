import type { Problem } from '../../model/problem.ts'
import { beginMarker, endMarker, parseManagedBlocks } from './parse-managed-blocks.ts'

export type ReplacedBlocks =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Puts new bodies into the managed blocks of a document; every byte outside them stays.
 * @param text the document
 * @param path where it is, for the problems
 * @param bodies new body by block name, lines ended by `\n`; a name that the document lacks is left out
 * @returns the new text with the document's own line ends, or why its markers cannot be trusted
 */
export function replaceManagedBlocks(
  text: string,
  path: string,
  bodies: ReadonlyMap<string, string>,
): ReplacedBlocks {
  const parsed = parseManagedBlocks(text, path)
  if (!parsed.ok) return parsed
  let replaced = text
  for (const block of parsed.blocks.toReversed()) {
    const body = bodies.get(block.name)
    if (body === undefined) continue
    const lineEnd = /(\r\n|\r|\n)$/.exec(text.slice(0, block.bodyStart))?.[1] ?? '\n'
    const ended = body === '' || body.endsWith('\n') ? body : `${body}\n`
    replaced =
      replaced.slice(0, block.bodyStart) + ended.replace(/\r\n?|\n/g, lineEnd) + replaced.slice(block.bodyEnd)
  }
  const again = parseManagedBlocks(replaced, path)
  const kept =
    again.ok &&
    again.blocks.map((block) => block.name).join() === parsed.blocks.map((block) => block.name).join()
  if (!kept) throw new Error(`a new body of ${path} breaks its own markers`)
  return { ok: true, text: replaced }
}

/** {@link replaceManagedBlocks} for one block. */
export function replaceManagedBlock(text: string, path: string, name: string, body: string): ReplacedBlocks {
  return replaceManagedBlocks(text, path, new Map([[name, body]]))
}

/** A new managed block with its markers, ended by a line end. */
export function wrapManagedBlock(name: string, body: string): string {
  const ended = body === '' || body.endsWith('\n') ? body : `${body}\n`
  return `${beginMarker(name)}\n${ended}${endMarker(name)}\n`
}
