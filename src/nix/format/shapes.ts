import { firstToken } from './first-token.ts'
import { hasComments, isComment } from './print-token.ts'
import { toQuoted } from './string-lines.ts'
import type { ListSyntax, PatternSyntax, SelectSyntax, Syntax, Token } from './syntax.ts'

/** Whether comments stand before a piece of syntax. */
export function isCommented(syntax: Syntax): boolean {
  return firstToken(syntax).before.some(isComment)
}

/** A string between `''` that goes over several lines. */
export function isMultilineString(syntax: Syntax): boolean {
  return (
    syntax.kind === 'string' &&
    syntax.open.text === "''" &&
    syntax.parts.some((part) => typeof part === 'string' && part.includes('\n')) &&
    toQuoted(syntax.parts) === null
  )
}

/** Sets, lists and multi-line strings may begin at the end of a line; so may parentheses around them. */
export function isAbsorbable(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case 'set':
      return syntax.keyword === null || !hasComments(syntax.keyword)
    case 'list':
      return true
    case 'string':
      return isMultilineString(syntax)
    case 'paren':
      return syntax.open.after === null && !isCommented(syntax.expr) && isAbsorbable(syntax.expr)
    default:
      return false
  }
}

/** `with a; [ … ]`: as absorbable as what it opens. */
export function isAbsorbableWith(syntax: Syntax): syntax is Syntax & { readonly kind: 'with' } {
  return (
    syntax.kind === 'with' &&
    syntax.keyword.after === null &&
    syntax.end.after === null &&
    !isCommented(syntax.body) &&
    isAbsorbable(syntax.body)
  )
}

/** `a: b: { … }`: names, then something absorbable. */
export function isAbsorbableLambda(syntax: Syntax): boolean {
  if (syntax.kind !== 'lambda' || syntax.param.kind !== 'name') return false
  if (syntax.colon.after !== null || syntax.param.name.after !== null || isCommented(syntax.body))
    return false
  return isAbsorbable(syntax.body) || isAbsorbableLambda(syntax.body)
}

/** A name, a number, a path, a string on one line, or an attribute of such. */
export function isSimpleTerm(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case 'token':
    case 'path':
      return true
    case 'string':
      return !isMultilineString(syntax)
    case 'select':
      return (
        isSimple(syntax.target) &&
        syntax.path.every(({ key }) => key.kind === 'token') &&
        isSimpleFallback(syntax)
      )
    default:
      return false
  }
}

function isSimpleFallback({ target, or }: SelectSyntax): boolean {
  if (or === null) return true
  const again = or.fallback.kind === 'select' && or.fallback.or !== null
  return !again && target.kind === 'token' && isSimpleTerm(or.fallback)
}

/** Simple terms, also applied to each other and in parentheses: short enough to stay on one line. */
export function isSimple(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case 'paren':
      return (
        !isCommented(syntax.expr) &&
        syntax.open.after === null &&
        !syntax.close.before.some(isComment) &&
        isSimple(syntax.expr)
      )
    case 'apply':
      return isSimple(syntax.fn) && !isCommented(syntax.arg) && isSimple(syntax.arg)
    default:
      return isSimpleTerm(syntax)
  }
}

/** Whether the source has a line break after the opening bracket: then the author wants the lines. */
export function isSpread(syntax: { readonly open: Token }, text: string): boolean {
  const end = syntax.open.end
  for (let at = end; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\n') return true
    if (char !== ' ' && char !== '\t' && char !== '\r') return false
  }
  return false
}

/** The function and the arguments of nested applications. */
export function flattenApplication(syntax: Syntax): {
  readonly fn: Syntax
  readonly args: readonly Syntax[]
} {
  const args: Syntax[] = []
  let fn = syntax
  while (fn.kind === 'apply') {
    args.unshift(fn.arg)
    fn = fn.fn
  }
  return { fn, args }
}

/** Whether a comment stands anywhere around the elements of a list. */
export function holdsAnyComment(list: ListSyntax): boolean {
  return (
    list.open.after !== null ||
    list.close.before.some(isComment) ||
    list.items.some((item) => isCommented(item) || endsWithComment(item))
  )
}

function endsWithComment(syntax: Syntax): boolean {
  switch (syntax.kind) {
    case 'token':
      return syntax.token.after !== null
    case 'string':
    case 'path':
      return syntax.after !== null
    default:
      return false
  }
}

/** Arguments of an application that never goes over several lines, however long. */
const plainArguments = 2

/** One or two simple arguments stay on the line of the function: mostly a text that is too long anyway. */
export function isPlainApplication(application: Syntax & { readonly kind: 'apply' }): boolean {
  const { args } = flattenApplication(application)
  return args.length <= plainArguments && !isCommented(application) && isSimple(application)
}

/** `{ a, b }: { … }` with short patterns, as its author wrote it: on the line of the parenthesis it stands in. */
export function isOpeningFunction(syntax: Syntax, text: string): boolean {
  if (syntax.kind !== 'lambda' || isCommented(syntax.body) || syntax.colon.after !== null) return false
  if (text.slice(firstToken(syntax).start, firstToken(syntax.body).start).includes('\n')) return false
  const { param, body } = syntax
  if (isAbsorbableLambda(syntax)) return false
  if (param.kind === 'at' || (param.kind === 'pattern' && !isShortPattern(param))) return false
  return isAbsorbable(body) || isAbsorbableLambda(body) || isOpeningFunction(body, text)
}

/** A pattern of more names than this gets a line for each. */
const namesOnOneLine = 2

/** Whether a pattern may stand on one line. */
export function isShortPattern({ open, formals, close }: PatternSyntax): boolean {
  const named = formals.filter(({ name }) => name.text !== '...')
  const plain = formals.every(({ name, fallback, comma }) => {
    return fallback === null && !hasComments(name) && (comma === null || !hasComments(comma))
  })
  return plain && named.length <= namesOnOneLine && open.after === null && !close.before.some(isComment)
}
