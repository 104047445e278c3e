import { type Doc, group, hardLine, lead, line, nest, nothing, ownLine } from './doc.ts'
import { printBody } from './print-body.ts'
import { takeEndComment } from './last-token.ts'
import { type Item, printEnclosed } from './print-items.ts'
import { hasComments, printAfter, printBefore, printToken } from './print-token.ts'
import { holdsComments } from './print-term.ts'
import type { Print } from './printer.ts'
import { firstToken } from './first-token.ts'
import {
  isAbsorbableLambda,
  isAbsorbableWith,
  isCommented,
  isOpeningFunction,
  isShortPattern,
} from './shapes.ts'
import type {
  FormalSyntax,
  LambdaSyntax,
  ParamSyntax,
  PatternSyntax,
  Syntax,
  Token,
  Trivia,
} from './syntax.ts'

/** Arguments, then the body: names on one line where they fit, a pattern on a line of its own. */
export function printLambda(print: Print, lambda: LambdaSyntax): Doc {
  const { heads, body } = flatten(lambda)
  const written: Doc[] = []
  let names: Doc[] = []
  const flush = (): void => {
    if (names.length > 0) written.push(group(names.map((name, index) => (index === 0 ? name : [line, name]))))
    names = []
  }
  for (const { param, colon } of heads) {
    const apart = hasComments({ ...colon, after: null }) || endsWithComment(param)
    const head: Doc = [printParam(print, param), apart ? hardLine : nothing, printToken(colon)]
    if (param.kind === 'name') names.push(head)
    else {
      flush()
      written.push(head)
    }
  }
  flush()
  const parameters = written.map((head, index): Doc => (index === 0 ? head : [line, head]))
  return [parameters, printLambdaBody(print, lambda, heads, body)]
}

function printLambdaBody(print: Print, lambda: LambdaSyntax, heads: readonly Head[], body: Syntax): Doc {
  if (isAbsorbableLambda(lambda) || isOpeningFunction(lambda, print.text))
    return [' ', group(print.expression(body))]
  const last = heads.at(-1)
  const names = heads.filter(({ param }) => param.kind === 'name').length
  if (isAbsorbableWith(body) && last?.param.kind === 'name' && last.colon.after === null)
    return [' ', group(print.absorbed(body, false))]
  const apart = names > namesBeforeBody || (last?.param.kind !== 'name' && startsBelow(print, last, body))
  return [apart ? hardLine : line, body.kind === 'lambda' ? print.expression(body) : printBody(print, body)]
}

/** Whether the author has the body of a function below its pattern. */
function startsBelow(print: Print, head: Head | undefined, body: Syntax): boolean {
  return head !== undefined && print.text.slice(head.colon.end, firstToken(body).start).includes('\n')
}

/** After more names than this, the body has a line of its own. */
const namesBeforeBody = 2

/** A function that a last argument holds: a set that it returns gets lines of its own. */
export function printOpenLambda(print: Print, lambda: LambdaSyntax): Doc {
  const { param, colon, body } = lambda
  if (param.kind !== 'name' || body.kind !== 'set' || !isAbsorbableLambda(lambda))
    return printLambda(print, lambda)
  return [printParam(print, param), printToken(colon), ' ', group(print.set(body, true))]
}

type Head = { readonly param: ParamSyntax; readonly colon: Token }

function flatten(lambda: LambdaSyntax): { readonly heads: readonly Head[]; readonly body: Syntax } {
  const heads: Head[] = [lambda]
  let body = lambda.body
  while (body.kind === 'lambda' && !isCommented(body)) {
    heads.push(body)
    body = body.body
  }
  return { heads, body }
}

function endsWithComment(param: ParamSyntax): boolean {
  switch (param.kind) {
    case 'name':
      return param.name.after !== null
    case 'pattern':
      return param.close.after !== null
    case 'at':
      return endsWithComment(param.right)
  }
}

function printParam(print: Print, param: ParamSyntax): Doc {
  switch (param.kind) {
    case 'name':
      return printToken(param.name)
    case 'at':
      return [printParam(print, param.left), printToken(param.at), printParam(print, param.right)]
    case 'pattern':
      return printPattern(print, param)
  }
}

function printPattern(print: Print, pattern: PatternSyntax): Doc {
  const { open, formals, close } = pattern
  const spread = print.text.slice(open.end, close.start).includes('\n')
  const wide = spread || holdsComments(pattern)
  if (formals.length === 0 && !wide) return [printBefore(open), '{ }', printAfter(close.after)]
  if (!wide && isShortPattern(pattern)) {
    const names = formals.map(({ name }, index): Doc => [index === 0 ? nothing : ',', line, name.text])
    return [printBefore(open), group('{', nest(names), line, '}'), printAfter(close.after)]
  }
  // A comment after the brace is about the whole pattern.
  const lifted: Doc = open.after === null ? nothing : lead(ownLine(`#${open.after}`), hardLine)
  const { formals: moved, rest } = commasBehind(formals, print.text)
  const items = moved.map((formal) => formalItem(print, formal))
  const end: Token = { ...close, before: [...rest, ...close.before] }
  return [lifted, printEnclosed({ ...open, after: null }, items, end, hardLine)]
}

/**
 * Moves commas behind the arguments they follow. Where they stood on a new line, what was written before them is
 * about the argument to come, and so is a comment after them.
 * @returns also what was written before and after the last comma
 */
function commasBehind(
  formals: readonly FormalSyntax[],
  text: string,
): { readonly formals: readonly FormalSyntax[]; readonly rest: readonly Trivia[] } {
  let carried: readonly Trivia[] = []
  const moved = formals.map((formal) => {
    const name: Token = { ...formal.name, before: [...carried, ...formal.name.before] }
    const { comma } = formal
    carried = comma?.before ?? []
    if (!comma) return withEndComment({ ...formal, name })
    const leads = startsLine(text, comma.start)
    if (leads && comma.after !== null) carried = [...carried, { kind: 'line', text: comma.after }]
    const plain: Token = { ...comma, before: [], after: leads ? null : comma.after }
    return withEndComment({ ...formal, name, comma: plain })
  })
  return { formals: moved, rest: carried }
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset).trim() === ''
}

/** Moves the comment at the end of an argument behind the comma. */
function withEndComment(formal: FormalSyntax): FormalSyntax {
  const { name, fallback } = formal
  if (name.text === '...' || (formal.comma && formal.comma.after !== null)) return formal
  const comma: Token = formal.comma ?? { text: ',', start: name.end, end: name.end, before: [], after: null }
  if (!fallback) return { ...formal, name: { ...name, after: null }, comma: { ...comma, after: name.after } }
  const [expr, after] = takeEndComment(fallback.expr)
  return { ...formal, fallback: { ...fallback, expr }, comma: { ...comma, after } }
}

/** An argument with a comma after it, also where the source has none: only `...` gets none. */
function formalItem(print: Print, { name, fallback, comma }: FormalSyntax): Item {
  const value: Doc = fallback
    ? [' ', printToken(fallback.question), print.value(fallback.expr, fallback.question)]
    : nothing
  const end: Doc = comma ? [printBefore(comma), ',', printAfter(comma.after)] : ','
  const doc: Doc = [name.text, printAfter(name.after), value, name.text === '...' ? nothing : end]
  return { before: name.before, doc }
}
