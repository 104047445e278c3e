import { quoteAttrName, quoteAttrPath, quoteString } from '../nix/quote.ts'
import type { Quoting } from '../render/quoting.ts'

/**
 * The quoting helpers of Nix templates: `nixString` a string, `nixName` an attribute or variable name,
 * `nixAttrPath` a list of names, `nixDoc` text inside a doc comment. Expressions that were printed in code
 * come in by `rendered … "nix"`.
 */
export const nixQuoting: Quoting = {
  nixString: (value) => quoteString(string(value)),
  nixName: (value) => quoteAttrName(string(value)),
  nixAttrPath: (value) => quoteAttrPath(strings(value)),
  nixDoc: (value) => quoteDoc(string(value)),
}

/** One line of text inside a doc comment, which nothing in it can end. */
function quoteDoc(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim()
}

function string(value: unknown): string {
  if (typeof value !== 'string')
    throw new Error(`takes a string, not ${value === null ? 'null' : typeof value}`)
  return value
}

function strings(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new Error('takes a list of names')
  return value.map(string)
}
