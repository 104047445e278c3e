import { absorbed, type Doc, flatText, group, line, nest, openGroup, spansLines } from './doc.ts'
import { printNarrowList } from './print-term.ts'
import type { Print } from './printer.ts'
import {
  flattenApplication,
  holdsAnyComment,
  isAbsorbable,
  isCommented,
  isPlainApplication,
  isSimple,
  isSpread,
} from './shapes.ts'
import type { Syntax } from './syntax.ts'

type Application = Syntax & { readonly kind: 'apply' }

/** A function and its arguments: as many as fit on its line, the others below it, indented. */
export function printApplication(print: Print, application: Application): Doc {
  return isPlainApplication(application) ? printPlainly(print, application) : printInLines(print, application)
}

function printPlainly(print: Print, application: Application): Doc {
  const { fn, args } = flattenApplication(application)
  const docs = args.map((arg, index): Doc => {
    return [' ', index === args.length - 1 ? printArgument(print, args, index) : flat(print.expression(arg))]
  })
  return [print.expression(fn), docs]
}

/** An application whose arguments may go below it, however simple they are. */
export function printInLines(print: Print, application: Application): Doc {
  const { fn, args } = flattenApplication(application)
  const last = args.length - 1
  const twoLists = args[last]?.kind === 'list' && args[last - 1]?.kind === 'list'
  let written: Doc = fn.kind === 'select' ? group(print.expression(fn)) : print.expression(fn)
  let unit: Doc[] = []
  for (const [index, arg] of args.entries()) {
    const doc = printArgument(print, args, index)
    const may = opens(arg, index === last) && !twoLists && !isNarrow(print, args, index)
    unit.push(nest(line, may ? absorbed(doc) : group(doc)))
    // Lists that follow each other stay together: on one line, or below each other.
    if (arg.kind === 'list' && args[index + 1]?.kind === 'list') continue
    written = index === last ? [written, unit] : openGroup(written, unit)
    unit = []
  }
  return written
}

function flat(doc: Doc): Doc {
  return spansLines(doc) ? doc : flatText(doc)
}

/** Whether the others may stay on a line when an argument goes over several. */
function opens(arg: Syntax, isLast: boolean): boolean {
  if (isCommented(arg)) return false
  if (arg.kind === 'paren') return isLast || !isSimple(arg)
  return isAbsorbable(arg)
}

function printArgument(print: Print, args: readonly Syntax[], index: number): Doc {
  const arg = args[index]
  if (arg === undefined) return []
  if (arg.kind === 'paren') return print.paren(arg, index === args.length - 1 ? 'last-argument' : 'other')
  return arg.kind === 'list' && isNarrow(print, args, index)
    ? printNarrowList(print, arg)
    : print.expression(arg)
}

/** Lists of more elements than this get a line for each. */
const elementsOnOneLine = 6

/** Whether a list may stand on one line: where another argument comes after it, or a list before it: `replaceStrings`. */
function isNarrow(print: Print, args: readonly Syntax[], index: number): boolean {
  const list = args[index]
  if (list?.kind !== 'list') return false
  const accompanied = index < args.length - 1 || args[index - 1]?.kind === 'list'
  const { length } = list.items
  const short = length > 0 && length <= elementsOnOneLine && list.items.every(isSimple)
  return accompanied && short && !isSpread(list, print.text) && !holdsAnyComment(list)
}
