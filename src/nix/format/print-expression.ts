import type { Doc } from './doc.ts'
import { printApplication } from './print-application.ts'
import { printBinding } from './print-binding.ts'
import { printAbsorbedWith, printAssert, printIf, printLet, printWith } from './print-control.ts'
import { printLambda, printOpenLambda } from './print-lambda.ts'
import { printOperation } from './print-operation.ts'
import { printPath, printString } from './print-string.ts'
import { printAttributePath, printList, printParen, printSelect, printSet } from './print-term.ts'
import { printToken } from './print-token.ts'
import { printValue } from './print-value.ts'
import type { Print } from './printer.ts'
import { isAbsorbableWith } from './shapes.ts'
import type { Syntax } from './syntax.ts'

/** Makes the printers for a text. */
export function createPrint(text: string, width: number): Print {
  const print: Print = {
    text,
    width,
    expression: (syntax) => printExpression(print, syntax),
    absorbed: (syntax, open) => printAbsorbed(print, syntax, open),
    value: (value, sign) => printValue(print, value, sign),
    paren: (paren, place) => printParen(print, paren, place),
    set: (set, open) => printSet(print, set, open),
    binding: (binding) => printBinding(print, binding),
  }
  return print
}

function printAbsorbed(print: Print, syntax: Syntax, open: boolean): Doc {
  if (isAbsorbableWith(syntax)) return printAbsorbedWith(print, syntax, open)
  return open && syntax.kind === 'lambda' ? printOpenLambda(print, syntax) : printExpression(print, syntax)
}

function printExpression(print: Print, syntax: Syntax): Doc {
  switch (syntax.kind) {
    case 'token':
      return printToken(syntax.token)
    case 'string':
      return printString(print, syntax)
    case 'path':
      return printPath(print, syntax)
    case 'list':
      return printList(print, syntax)
    case 'set':
      return printSet(print, syntax, false)
    case 'paren':
      return printParen(print, syntax, 'other')
    case 'select':
      return printSelect(print, syntax)
    case 'with':
      return printWith(print, syntax)
    case 'assert':
      return printAssert(print, syntax)
    case 'let':
      return printLet(print, syntax)
    case 'if':
      return printIf(print, syntax)
    case 'lambda':
      return printLambda(print, syntax)
    case 'apply':
      return printApplication(print, syntax)
    case 'operation':
      return printOperation(print, syntax)
    case 'has-attr':
      return [
        print.expression(syntax.target),
        ' ',
        printToken(syntax.operator),
        ' ',
        printAttributePath(print, syntax.path),
      ]
    case 'prefix':
      // `-./a` would be a path.
      return [
        printToken(syntax.operator),
        syntax.operand.kind === 'path' ? ' ' : '',
        print.expression(syntax.operand),
      ]
  }
}
