import { absorbed, type Doc, group, hardLine, line, nest, openGroup, spansLines } from './doc.ts'
import { printBody } from './print-body.ts'
import { printToken } from './print-token.ts'
import type { Print } from './printer.ts'
import { operators } from './operators.ts'
import { isAbsorbable, isCommented, isPlainApplication } from './shapes.ts'
import type { OperationSyntax, Syntax, Token } from './syntax.ts'

type Chain = {
  readonly first: Syntax
  readonly rest: readonly { readonly operator: Token; readonly operand: Syntax }[]
}

/** Operators of one precedence are one chain, whichever way they associate. */
function flatten(operation: OperationSyntax): Chain {
  const level = operators.get(operation.operator.text)?.level
  const same = (syntax: Syntax): syntax is OperationSyntax =>
    syntax.kind === 'operation' && operators.get(syntax.operator.text)?.level === level
  const rest: { operator: Token; operand: Syntax }[] = []
  let first: Syntax = operation
  while (same(first) && !operators.get(first.operator.text)?.right) {
    rest.unshift({ operator: first.operator, operand: first.right })
    first = first.left
  }
  if (rest.length > 0) return { first, rest }
  let next: Syntax = operation
  first = operation.left
  while (same(next)) {
    const operand: Syntax = same(next.right) ? next.right.left : next.right
    rest.push({ operator: next.operator, operand })
    next = next.right
  }
  return { first, rest }
}

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])
const pipes = new Set(['|>', '<|'])
/** A chain of more pipes than this gets a line for each. */
const pipesOnOneLine = 2

export function printOperation(print: Print, operation: OperationSyntax): Doc {
  const { first, rest } = flatten(operation)
  if (comparisons.has(operation.operator.text)) return printComparison(print, operation)
  const many = pipes.has(operation.operator.text) && rest.length > pipesOnOneLine
  return [printBody(print, first), printRest(print, rest, many ? hardLine : line)]
}

function printRest(print: Print, rest: Chain['rest'], between: Doc): Doc {
  return rest.map(({ operator, operand }) => [between, printOperand(print, commentBefore(operator), operand)])
}

/** The comment behind an operator goes before it. */
function commentBefore(operator: Token): Token {
  if (operator.after === null) return operator
  return { ...operator, after: null, before: [...operator.before, { kind: 'line', text: operator.after }] }
}

/** An operator with what is right of it: on its line where it fits or can begin there, else below it, indented. */
function printOperand(print: Print, operator: Token, operand: Syntax): Doc {
  const begins =
    isAbsorbable(operand) ||
    operand.kind === 'paren' ||
    (operand.kind === 'apply' && isPlainApplication(operand))
  const nests = isCommented(operand) && operand.kind === 'paren'
  if (begins && !nests)
    return [printToken(operator), isCommented(operand) ? hardLine : ' ', printBody(print, operand)]
  return [printToken(operator), group(nest(line, openGroup(print.expression(operand))))]
}

/** Where what is compared is of several lines, the operator stands in its last line, or its first. */
function printComparison(print: Print, { left, operator, right }: OperationSyntax): Doc {
  const first = group(print.expression(left))
  const last = print.expression(right)
  const begins = (isAbsorbable(right) || right.kind === 'paren') && !isCommented(right)
  const isLong = spansLines(first)
  return [
    isLong ? absorbed(first) : first,
    isLong && begins ? ' ' : line,
    printToken(operator),
    ' ',
    begins ? absorbed(last) : group(last),
  ]
}

/** A chain that begins with something absorbable: as the value of a binding, it begins on the line of the `=`. */
export function printOpenedOperation(print: Print, operation: OperationSyntax): Doc | null {
  const { first, rest } = flatten(operation)
  const opened = isAbsorbable(first) && first.kind !== 'paren' && !comparisons.has(operation.operator.text)
  return opened ? group(printOpen(print, first), printRest(print, rest, line)) : null
}

/** `a // { … }` as the value of a binding: what the set holds gets lines of its own. */
export function printOpeningOperation(print: Print, { left, operator, right }: OperationSyntax): Doc | null {
  const opening =
    isAbsorbable(right) && right.kind !== 'paren' && !isCommented(right) && operator.after === null
  if (!opening || left.kind === 'operation' || comparisons.has(operator.text)) return null
  return [group(print.expression(left)), line, printToken(operator), ' ', absorbed(printOpen(print, right))]
}

function printOpen(print: Print, syntax: Syntax): Doc {
  return syntax.kind === 'set' ? print.set(syntax, true) : print.expression(syntax)
}
