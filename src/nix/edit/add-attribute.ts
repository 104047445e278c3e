import type { Expr } from '../ast.ts'
import type { NixParser, ParsedNix } from '../parser.ts'
import { checkedEdit, insertIntoSet, readExpression, readSource } from './edit-source.ts'
import { describe, findAttribute, findSet } from './find-set.ts'
import { sameSyntax } from './same-syntax.ts'
import { type EditResult, nothingToDo, refuseEdit } from './text-edit.ts'

/**
 * Defines an attribute in the set that a file is about, or leaves the file as it is where it says so already.
 * @param path the attribute's path; as much of it as is there in nested sets is used
 * @param value source text of the value
 * @returns a refusal also where the attribute is defined differently
 */
export function addAttribute(
  parser: NixParser,
  text: string,
  path: readonly string[],
  value: string,
): EditResult {
  const parsed = readSource(parser, text)
  if ('ok' in parsed) return parsed
  const expr = readExpression(parser, value)
  if ('ok' in expr) return expr
  const set = findSet(parsed.expr)
  if (typeof set === 'string') return refuseEdit(set)
  const found = findAttribute(set, path)
  const name = path.join('.')
  switch (found.at) {
    case 'value':
      return sameSyntax(found.value, expr)
        ? nothingToDo
        : refuseEdit(`${name} is defined already, and differently`)
    case 'inherited':
      return refuseEdit(`${name} is inherited already`)
    case 'blocked':
      return refuseEdit(`${found.name} is ${describe(found.by)}`)
    case 'missing': {
      const edit = insertIntoSet(parsed, found.set, found.rest, value, 'sorted')
      return checkedEdit(parser, text, [edit], (edited) => defines(edited, path, expr))
    }
  }
}

function defines(parsed: ParsedNix, path: readonly string[], value: Expr): boolean {
  const set = findSet(parsed.expr)
  if (typeof set === 'string') return false
  const found = findAttribute(set, path)
  return found.at === 'value' && sameSyntax(found.value, value)
}
