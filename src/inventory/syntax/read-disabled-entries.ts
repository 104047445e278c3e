import type { DisabledEntry } from '../../model/facts.ts'
import { resolvePath } from '../source/resolve-path.ts'
import type { CommentAt } from './read-waivers.ts'

/**
 * Finds entries that are commented out: `# ./knot.nix`, `# "supabase"`, `# foo = callPackage ./foo { };`.
 * @param path of the file
 * @param comments in source order, with their marks
 * @param exists says whether a file or folder is there; an entry that names none is prose
 */
export function readDisabledEntries(
  path: string,
  comments: readonly CommentAt[],
  exists: (path: string) => boolean,
): readonly DisabledEntry[] {
  return comments.flatMap(({ text, location }, index) => {
    if (!text.startsWith('#') || !mayName.test(text)) return []
    const [code = '', ...trailing] = text.replace(/^#+/, '').split(/\s#/)
    const literal = referenceOf(code.trim())
    const target = literal === null ? null : resolvePath(path, literal)
    if (target === null || target === '' || target === path || !exists(target)) return []
    const note = trailing.length > 0 ? trailing.join(' ').trim() : noteAbove(comments, index)
    return [{ text: code.trim(), target, note, location }]
  })
}

/** What every entry holds, and few comments do. */
const mayName = /["/]/

/** The path that a line of code mentions, where the line is nothing but an entry of a list or a set. */
function referenceOf(code: string): string | null {
  if (/^\.\.?\/[\w./+-]+;?$/.test(code)) return code.replace(/;$/, '')
  const quoted = /^"([\w.+-]+)"$/.exec(code)
  if (quoted) return `./${quoted[1] ?? ''}`
  const binding = /^["\w.'-]+\s*=\s*[\w.]*(?:callPackages?|import)\s+(\.\.?\/[\w./+-]+)/.exec(code)
  return binding?.[1] ?? null
}

/** What the comment on the line above says, where it is prose. */
function noteAbove(comments: readonly CommentAt[], index: number): string | null {
  const own = comments[index]
  const above = comments[index - 1]
  if (!own || !above || above.location.line !== own.location.line - 1) return null
  const text = above.text.replace(/^#+/, '').trim()
  return text === '' || referenceOf(text) !== null ? null : text
}
