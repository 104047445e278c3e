import type { Expr, ListExpr } from '../ast.ts'
import type { NixParser, ParsedNix } from '../parser.ts'
import { checkedEdit, insertIntoList, insertIntoSet, readExpression, readSource } from './edit-source.ts'
import { describe, findAttribute, findSet } from './find-set.ts'
import type { Place } from './insert-entry.ts'
import { sameSyntax } from './same-syntax.ts'
import { type EditResult, nothingToDo, refuseEdit } from './text-edit.ts'

/** How a list is treated: which elements are the same, and where its attribute goes when it is made. */
type Habits = { readonly same: (one: Expr, other: Expr) => boolean; readonly place: Place }

/**
 * Adds an element to a list in a file, or leaves the file as it is where the element is there.
 * @param path attribute path of the list in the file's set, which may be split over nested sets; empty where the
 *   file's value is the list. A list that is missing is made.
 * @param element source text of one list element, in parentheses where it needs them
 */
export function addListElement(
  parser: NixParser,
  text: string,
  path: readonly string[],
  element: string,
  { same, place }: Habits = { same: sameSyntax, place: 'sorted' },
): EditResult {
  const parsed = readSource(parser, text)
  if ('ok' in parsed) return parsed
  const list = readExpression(parser, `[ ${element} ]`)
  if ('ok' in list) return list
  const [expr, ...more] = list.type === 'list' ? list.items : []
  if (!expr || more.length > 0) return refuseEdit('what is to be added is not one element of a list')
  const says = (edited: ParsedNix): boolean => holds(findLists(edited, path), expr, same)
  const found = findLists(parsed, path)
  if (typeof found === 'string') return refuseEdit(found)
  if (found.at === 'missing') {
    const edit = insertIntoSet(parsed, found.set, found.rest, `[ ${element} ]`, place)
    return checkedEdit(parser, text, [edit], says)
  }
  if (holds(found, expr, same)) return nothingToDo
  const [target] = found.lists
  if (!target) return refuseEdit('there is no list to add to')
  return checkedEdit(parser, text, [insertIntoList(parsed, target, element)], says)
}

type Lists =
  | { readonly at: 'lists'; readonly lists: readonly ListExpr[] }
  | (ReturnType<typeof findAttribute> & { readonly at: 'missing' })
  | string

/** The lists that are written out at a path, joined by `++`; or where the path is missing; or why there are none. */
function findLists(parsed: ParsedNix, path: readonly string[]): Lists {
  if (path.length === 0) return listsOf(bodyOf(parsed.expr), 'the file')
  const set = findSet(parsed.expr)
  if (typeof set === 'string') return set
  const found = findAttribute(set, path)
  const name = path.join('.')
  switch (found.at) {
    case 'missing':
      return found
    case 'inherited':
      return `${name} is inherited`
    case 'blocked':
      return `${found.name} is ${describe(found.by)}`
    case 'value':
      return listsOf(found.value, name)
  }
}

function bodyOf(root: Expr): Expr {
  let expr = root
  while (expr.type === 'lambda' || expr.type === 'let' || expr.type === 'with' || expr.type === 'assert')
    expr = expr.body
  return expr
}

function listsOf(value: Expr, name: string): Lists {
  const lists: ListExpr[] = []
  const waiting = [value]
  for (let expr = waiting.pop(); expr; expr = waiting.pop()) {
    if (expr.type === 'list') lists.push(expr)
    else if (expr.type === 'with') waiting.push(expr.body)
    else if (expr.type === 'binary' && expr.op === '++') waiting.push(expr.right, expr.left)
  }
  return lists.length > 0 ? { at: 'lists', lists } : `${name} is ${describe(value)}, not a list`
}

function holds(found: Lists, element: Expr, same: Habits['same']): boolean {
  if (typeof found === 'string' || found.at === 'missing') return false
  return found.lists.some(({ items }) => items.some((item) => same(item, element)))
}
