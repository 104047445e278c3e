import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Command } from '../model/command.ts'

/** GitHub's own limit, in UTF-16 code units. */
const commentLimit = 65_536
/** How many commands of one comment are carried out. */
const commandLimit = 20

/** Quotes and lists nested so deep are no comment of a person, and slow to parse. */
const absurdNesting = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])){40}/m

const commandLine = /^[ \t]*\/([a-z][a-z-]{1,39})(?:[ \t]+([^\r\n]*))?$/gm

/**
 * Finds the commands of a comment: first on a line, in the order written. What stands in a quote, a code block, code
 * within a line, or HTML is no command, as GitHub would render it; nor is a path such as `/nix/store`.
 */
export function parseCommands(comment: string): readonly Command[] {
  if (comment.length > commentLimit || absurdNesting.test(comment)) return []
  const text = comment.replaceAll('\r\n', '\n')
  const candidates = [...text.matchAll(commandLine)]
  if (candidates.length === 0) return []
  const plain = plainRanges(text)
  return candidates
    .filter((match) => {
      const slash = match.index + match[0].indexOf('/')
      return plain.some(([start, end]) => start <= slash && slash < end)
    })
    .slice(0, commandLimit)
    .map(([, name = '', rest = '']) => ({ name, words: rest.split(/\s+/).filter((word) => word !== '') }))
}

/** Where the text of paragraphs stands, outside quotes, code and HTML: start and end offsets. */
function plainRanges(text: string): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = []
  // A stack of our own: hostile nesting is deeper than the language's.
  const open: Nodes[] = [fromMarkdown(text)]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'blockquote' || !('children' in node)) continue
    for (const child of node.children) {
      const { start, end } = child.position ?? {}
      if (node.type === 'paragraph' && child.type === 'text') {
        if (start?.offset !== undefined && end?.offset !== undefined) ranges.push([start.offset, end.offset])
      } else if (node.type !== 'paragraph') open.push(child)
    }
  }
  return ranges
}
