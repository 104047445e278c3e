import { type Doc, group, line, nest, openGroup } from './doc.ts'
import { printAbsorbedWith } from './print-control.ts'
import { printOpenedOperation, printOpeningOperation } from './print-operation.ts'
import { printSelect } from './print-term.ts'
import type { Print } from './printer.ts'
import {
  isAbsorbable,
  isAbsorbableLambda,
  isAbsorbableWith,
  isCommented,
  isPlainApplication,
} from './shapes.ts'
import type { SelectSyntax, Syntax, Token } from './syntax.ts'

/** What comes after `=` or `?`: on the same line where it can begin there, else on the next, indented. */
export function printValue(print: Print, value: Syntax, sign: Token): Doc {
  const isFree = !isCommented(value) && (sign.after === null || value.kind === 'operation')
  const beginsThere = isFree ? printAbsorbed(print, value) : null
  if (beginsThere !== null) return [' ', beginsThere]
  if (value.kind === 'select') return group(nest(line, group(printSelect(print, value, false))))
  if (value.kind !== 'operation') return group(nest(line, openGroup(print.expression(value))))
  const opening = printOpeningOperation(print, value)
  return group(nest(line, opening ? openGroup(opening) : group(print.expression(value))))
}

/** A value that begins on the line of the sign whatever its length; null where it need not. */
function printAbsorbed(print: Print, value: Syntax): Doc | null {
  switch (value.kind) {
    case 'set':
      return isAbsorbable(value) ? group(print.set(value, true)) : null
    case 'list':
    case 'string':
    case 'path':
      return group(print.expression(value))
    case 'token':
      return value.isPath ? print.expression(value) : null
    case 'paren':
      return group(print.paren(value, 'value'))
    case 'with':
      return isAbsorbableWith(value) ? group(printAbsorbedWith(print, value, true)) : null
    case 'lambda':
      return isAbsorbableLambda(value) ? group(print.expression(value)) : null
    case 'select':
      return isShortSelection(value) ? print.expression(value) : null
    case 'apply':
      return isPlainApplication(value) ? print.expression(value) : null
    case 'operation':
      return printOpenedOperation(print, value)
    default:
      return null
  }
}

/** A line break before so few names would gain nothing. */
const namesOnAnyLine = 4

function isShortSelection({ target, path, or }: SelectSyntax): boolean {
  return (
    or === null &&
    target.kind === 'token' &&
    path.length <= namesOnAnyLine &&
    path.every(({ key }) => key.kind === 'token')
  )
}
