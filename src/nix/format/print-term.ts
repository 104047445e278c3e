import {
  absorbed,
  closing,
  type Doc,
  group,
  hardLine,
  line,
  nest,
  nothing,
  openGroup,
  ownLine,
  softLine,
  spansLines,
} from './doc.ts'
import { firstBindingToken, firstToken, withFirstBindingToken, withFirstToken } from './first-token.ts'
import { type Item, printEnclosed, toItem } from './print-items.ts'
import { hasComments, isComment, printAfter, printBefore, printToken, printTrivia } from './print-token.ts'
import { printInterpolation } from './print-string.ts'
import type { ParenPlace, Print } from './printer.ts'
import {
  isAbsorbable,
  isAbsorbableLambda,
  isAbsorbableWith,
  isCommented,
  isOpeningFunction,
  isPlainApplication,
  isSimpleTerm,
  isSpread,
} from './shapes.ts'
import type {
  BindingSyntax,
  InterpolatedKey,
  ListSyntax,
  PathPart,
  SelectSyntax,
  SetSyntax,
  Syntax,
  Token,
  Trivia,
} from './syntax.ts'

export function printList(print: Print, list: ListSyntax): Doc {
  const wide = isSpread(list, print.text) || list.items.length > 1 || holdsComments(list)
  if (list.items.length === 0 && !wide) return printEmpty(list)
  const items = list.items.map((item) => toItem(item, (each) => group(print.expression(each))))
  return printEnclosed(list.open, items, list.close, wide ? hardLine : line)
}

/** A list whose elements may stand on one line, however many. */
export function printNarrowList(print: Print, list: ListSyntax): Doc {
  const items = list.items.map((item): Doc => [line, print.expression(item)])
  return [printBefore(list.open), group('[', nest(items), line, ']'), printAfter(list.close.after)]
}

type Brackets = { readonly open: Token; readonly close: Token }

export function holdsComments({ open, close }: Brackets): boolean {
  return open.after !== null || close.before.some(isComment)
}

function printEmpty({ open, close }: Brackets): Doc {
  return [printBefore(open), open.text, ' ', close.text, printAfter(close.after)]
}

export function printSet(print: Print, set: SetSyntax, open: boolean): Doc {
  const several = set.bindings.length > 1 || (open && set.bindings.some(({ kind }) => kind === 'binding'))
  const wide = isSpread(set, print.text) || several || holdsComments(set)
  const content =
    set.bindings.length === 0 && !wide
      ? printEmpty(set)
      : printEnclosed(
          set.open,
          set.bindings.map((each) => bindingItem(print, each)),
          set.close,
          wide ? hardLine : line,
        )
  if (!set.keyword) return content
  const apart = set.keyword.after !== null || hasComments({ ...set.open, after: null })
  return [printToken(set.keyword), apart ? hardLine : ' ', content]
}

/** A binding as an item: what is before it is kept, blank lines too. */
export function bindingItem(print: Print, binding: BindingSyntax): Item {
  const token = firstBindingToken(binding)
  return {
    before: token.before,
    doc: print.binding(withFirstBindingToken(binding, { ...token, before: [] })),
  }
}

export function printParen(print: Print, paren: Syntax & { kind: 'paren' }, place: ParenPlace): Doc {
  const { open, expr, close } = liftComments(paren)
  const inner = print.expression(expr)
  const before = printBefore(open)
  const end: Doc = [closing(')'), printAfter(close.after)]
  const trailing = close.before.filter(isComment)
  if (open.after === null && !isCommented(expr) && trailing.length === 0) {
    const broken = spansLines(inner) && (isSimpleTerm(expr) || (expr.kind === 'paren' && !isAbsorbable(expr)))
    if (hugs(expr, place, print.text) && !broken)
      return [before, group('(', print.absorbed(expr, place === 'last-argument'), end)]
    if (expr.kind === 'apply' && place === 'other') return [before, group('(', inner, softLine, end)]
  }
  const opening: Doc = open.after === null ? nothing : [ownLine(`#${open.after}`), hardLine]
  const ending: Doc = trailing.length === 0 ? nothing : [hardLine, printTrivia(trailing)]
  return [before, group('(', nest(softLine, opening, group(inner), ending), softLine, end)]
}

/** Comments at the start of parentheses around a single term go before them. */
function liftComments(paren: Syntax & { kind: 'paren' }): Syntax & { kind: 'paren' } {
  const { open, expr } = paren
  const first = firstToken(expr)
  if (!isSimpleTerm(expr) || (open.after === null && !isCommented(expr))) return paren
  const after: Trivia[] = open.after === null ? [] : [{ kind: 'line', text: open.after }]
  const lifted: Token = { ...open, after: null, before: [...open.before, ...after, ...first.before] }
  return { ...paren, open: lifted, expr: withFirstToken(expr, { ...first, before: [] }) }
}

/** Whether parentheses keep to what they hold, with no line break between. */
function hugs(expr: Syntax, place: ParenPlace, text: string): boolean {
  if (isAbsorbable(expr) || (isSimpleTerm(expr) && expr.kind !== 'string') || expr.kind === 'paren')
    return true
  if (isAbsorbableWith(expr)) return place !== 'value'
  if (expr.kind === 'apply' && place === 'other' && isPlainApplication(expr)) return true
  if (expr.kind === 'apply') return place === 'last-argument' && isNamedOpening(expr)
  if (isOpeningFunction(expr, text)) return true
  if (!isAbsorbableLambda(expr)) return false
  return place !== 'last-argument' || (expr.kind === 'lambda' && isAbsorbable(expr.body))
}

/** `(name { … })`, `(name [ … ])`: short enough to begin where a bare set or list would. */
function isNamedOpening({ fn, arg }: Syntax & { kind: 'apply' }): boolean {
  if (fn.kind !== 'token' || isCommented(arg)) return false
  if (arg.kind === 'list') return !arg.items.slice(0, 1).some(isCommented) && arg.open.after === null
  return isAbsorbable(arg) && arg.kind !== 'paren'
}

/** @param absorbs whether the fallback may go over lines after a first line that it shares */
export function printSelect(print: Print, select: SelectSyntax, absorbs = true): Doc {
  const { target, path, or } = select
  const from = print.expression(target)
  const breaks = target.kind === 'set' || (target.kind === 'paren' && !spansLines(from))
  const name: Doc = [from, breaks ? softLine : nothing, printAttributePath(print, path, breaks)]
  if (!or) return name
  const { fallback } = or
  const doc = fallback.kind === 'paren' ? print.paren(fallback, 'other') : print.expression(fallback)
  const start = fallback.kind === 'select' ? fallback.target : fallback
  const begins = isAbsorbable(start) || (start.kind === 'paren' && (absorbs || start.expr.kind !== 'apply'))
  return [name, openGroup(nest(line, printToken(or.keyword), ' ', begins ? absorbed(doc) : openGroup(doc)))]
}

/** @param closes whether the path stands below what it selects from */
export function printAttributePath(print: Print, path: readonly PathPart[], closes = false): Doc {
  return path.map(({ dot, key }, index) => {
    const before =
      dot === null ? nothing : closes && index === 0 && !hasComments(dot) ? closing('.') : printToken(dot)
    return [before, printKey(print, key)]
  })
}

export function printKey(print: Print, key: Syntax | InterpolatedKey): Doc {
  if (key.kind !== 'key') return print.expression(key)
  return [printBefore(key.open), printInterpolation(print, key, false), printAfter(key.close.after)]
}
