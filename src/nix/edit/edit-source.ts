import type { AttrsExpr, Binding, Expr, ListExpr } from '../ast.ts'
import type { NixParser, ParsedNix } from '../parser.ts'
import { quoteAttrPath } from '../quote.ts'
import { type Container, type Entry, insertEntry, type Place } from './insert-entry.ts'
import { applyEdits, type EditResult, refuseEdit, type TextEdit } from './text-edit.ts'

/** Reads a source that is to be edited; a refusal where Nix would refuse it. */
export function readSource(parser: NixParser, text: string): ParsedNix | EditResult {
  const parsed = parser.parse(text)
  const [error] = parsed.errors
  return error ? refuseEdit(`it does not parse: ${error.message}`) : parsed
}

/** Reads an expression that is to be inserted. Comments are refused: they could swallow what comes after. */
export function readExpression(parser: NixParser, text: string): Expr | EditResult {
  const parsed = parser.parse(text)
  const [error] = parsed.errors
  if (error) return refuseEdit(`what is to be added does not parse: ${error.message}`)
  return parsed.comments.length > 0 ? refuseEdit('what is to be added holds a comment') : parsed.expr
}

/** Inserts one expression into a list. `text` must be able to stand in a list as it is. */
export function insertIntoList(parsed: ParsedNix, list: ListExpr, text: string): TextEdit {
  const entries = list.items.map((item): Entry => {
    const { start, end } = parsed.parens.get(item) ?? item
    return { start, end, sortKey: simpleText(parsed.text, item) }
  })
  const container: Container = { start: list.start + 1, end: list.end - 1, entries, onOneLine: Infinity }
  return insertEntry(parsed.text, parsed.comments, container, text, text, 'sorted')
}

/** What sorts a list: the text of a path, a name or a plain string. */
function simpleText(text: string, item: Expr): string | null {
  const sortable =
    item.type === 'path' || item.type === 'variable' || item.type === 'select' || item.type === 'string'
  return sortable ? text.slice(item.start, item.end) : null
}

/** Inserts a binding into a set.
 * @param value source text of the value */
export function insertIntoSet(
  parsed: ParsedNix,
  set: AttrsExpr,
  path: readonly string[],
  value: string,
  place: Place,
): TextEdit {
  const open = parsed.text.indexOf('{', set.start + (set.recursive ? 'rec'.length : 0))
  const entries = set.bindings.map((binding): Entry => {
    return { start: binding.start, end: binding.end, sortKey: bindingKey(binding) }
  })
  const container: Container = { start: open + 1, end: set.end - 1, entries, onOneLine: 1 }
  const key = quoteAttrPath(path)
  return insertEntry(parsed.text, parsed.comments, container, `${key} = ${value};`, key, place)
}

function bindingKey(binding: Binding): string | null {
  if (binding.type === 'inherit') return null
  const names = binding.path.map((key) => (key.type === 'key' ? key.name : null))
  return names.includes(null) ? null : quoteAttrPath(names.filter((name) => name !== null))
}

/** Accepts edits only if what comes out parses and says what was asked for. */
export function checkedEdit(
  parser: NixParser,
  text: string,
  edits: readonly TextEdit[],
  says: (parsed: ParsedNix) => boolean,
): EditResult {
  const edited = parser.parse(applyEdits(text, edits))
  return edited.errors.length === 0 && says(edited)
    ? { ok: true, edits }
    : refuseEdit('its layout is not understood well enough to change it')
}
