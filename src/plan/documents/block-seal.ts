import type { ManagedBlock } from '../../render/managed-blocks/parse-managed-blocks.ts'
import type { HandEdit } from '../pull-request/plan-documents-pull-request.ts'
import { checksum } from '../text/checksum.ts'

/** Lines of a hand edit that are shown. */
const shownLines = 40

const seal = /^<!-- nur-keeper:seal ([0-9a-f]{8}) -->$/m

/**
 * The body of a managed block as the keeper writes it: one blank line between paragraphs, and at its end a seal by
 * which a later run knows whether a person has edited it since.
 */
export function sealBody(text: string): string {
  const content = `\n${text.trim().replace(/\n{3,}/g, '\n\n')}\n\n`
  return `${content}<!-- nur-keeper:seal ${checksum(content)} -->\n`
}

/** Blocks whose seal is broken, each with its lines that the new body does not have. */
export function findHandEdits(
  path: string,
  blocks: readonly ManagedBlock[],
  bodies: ReadonlyMap<string, string>,
): readonly HandEdit[] {
  return blocks.flatMap(({ name, body }) => {
    const next = bodies.get(name)
    if (next === undefined || isSealed(body)) return []
    const kept = new Set(next.split('\n'))
    const lines = splitLines(body).filter((line) => line.trim() !== '' && !seal.test(line) && !kept.has(line))
    return lines.length === 0 ? [] : [{ path, block: name, lines: lines.slice(0, shownLines) }]
  })
}

/** Whether a body is as the keeper wrote it. An empty one was made for the keeper to fill. */
function isSealed(body: string): boolean {
  const text = splitLines(body).join('\n')
  const found = seal.exec(text)
  if (found === null) return text.trim() === ''
  return (
    checksum(text.slice(0, found.index)) === found[1] &&
    text.slice(found.index + found[0].length).trim() === ''
  )
}

function splitLines(text: string): readonly string[] {
  return text.split(/\r\n?|\n/)
}
