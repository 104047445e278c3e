import { type Doc, group, hardLine, line, nest, nothing, ownLine } from './doc.ts'
import { printInLines } from './print-application.ts'
import { printBody } from './print-body.ts'
import { printItems } from './print-items.ts'
import { bindingItem } from './print-term.ts'
import { printToken, printTrivia } from './print-token.ts'
import type { Print } from './printer.ts'
import { flattenApplication, isCommented } from './shapes.ts'
import type { IfSyntax, Syntax } from './syntax.ts'

/** `let` and `in` always have lines of their own. */
export function printLet(
  print: Print,
  { keyword, bindings, in: inWord, body }: Syntax & { kind: 'let' },
): Doc {
  const items = bindings.map((binding) => bindingItem(print, binding))
  const closing: Doc = inWord.before.length === 0 ? nothing : [hardLine, printTrivia(inWord.before)]
  return [
    printToken(keyword),
    nest(hardLine, printItems(items), closing),
    hardLine,
    inWord.text,
    hardLine,
    inWord.after === null ? nothing : [ownLine(`#${inWord.after}`), hardLine],
    printBody(print, body),
  ]
}

export function printWith(print: Print, { keyword, scope, end, body }: Syntax & { kind: 'with' }): Doc {
  const inner =
    keyword.after === null
      ? [' ', group(print.expression(scope))]
      : nest(line, group(print.expression(scope)))
  return [printToken(keyword), inner, printToken(end), line, printBody(print, body)]
}

/**
 * A `with` whose body begins on its line.
 * @param open whether a set with one binding gets lines of its own, too
 */
export function printAbsorbedWith(
  print: Print,
  { keyword, scope, end, body }: Syntax & { kind: 'with' },
  open: boolean,
): Doc {
  const inner = body.kind === 'set' ? print.set(body, open) : print.expression(body)
  return [printToken(keyword), ' ', print.expression(scope), printToken(end), ' ', group(inner)]
}

export function printAssert(print: Print, { keyword, scope, end, body }: Syntax & { kind: 'assert' }): Doc {
  const direct = scope.kind === 'apply' && keyword.after === null && !isCommented(scope)
  const condition = direct ? [' ', group(printScope(print, scope))] : print.value(scope, keyword)
  return [printToken(keyword), condition, printToken(end), hardLine, printBody(print, body)]
}

function printScope(print: Print, scope: Syntax & { kind: 'apply' }): Doc {
  const { args } = flattenApplication(scope)
  return args.some(({ kind }) => kind === 'paren') ? printInLines(print, scope) : print.expression(scope)
}

/** A chain of `else if` is one sequence, and always on several lines. */
export function printIf(print: Print, first: IfSyntax): Doc {
  const chained = first.else.kind === 'if'
  const between = chained ? hardLine : line
  const branch = (syntax: Syntax): Doc => nest(between, group(print.expression(syntax)))
  const head = (syntax: IfSyntax): Doc =>
    group(
      printToken(syntax.if),
      nest(line, group(print.expression(syntax.condition))),
      line,
      printToken(syntax.thenWord),
    )
  const parts: Doc[] = [head(first), branch(first.then)]
  let last: IfSyntax = first
  while (last.else.kind === 'if') {
    const apart = last.else.if.before.length > 0 ? hardLine : ' '
    parts.push(between, printToken(last.elseWord), apart, head(last.else), branch(last.else.then))
    last = last.else
  }
  return [parts, between, printToken(last.elseWord), branch(last.else)]
}
