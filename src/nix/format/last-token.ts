import type { Syntax } from './syntax.ts'

/** The same syntax without the comment behind it, and that comment. */
export function takeEndComment(syntax: Syntax): readonly [Syntax, string | null] {
  switch (syntax.kind) {
    case 'token':
      return [{ ...syntax, token: { ...syntax.token, after: null } }, syntax.token.after]
    case 'string':
    case 'path':
      return [{ ...syntax, after: null }, syntax.after]
    case 'list':
    case 'set':
    case 'paren':
      return [{ ...syntax, close: { ...syntax.close, after: null } }, syntax.close.after]
    case 'apply': {
      const [arg, after] = takeEndComment(syntax.arg)
      return [{ ...syntax, arg }, after]
    }
    case 'prefix': {
      const [operand, after] = takeEndComment(syntax.operand)
      return [{ ...syntax, operand }, after]
    }
    case 'operation': {
      const [right, after] = takeEndComment(syntax.right)
      return [{ ...syntax, right }, after]
    }
    case 'if': {
      const [last, after] = takeEndComment(syntax.else)
      return [{ ...syntax, else: last }, after]
    }
    case 'let':
    case 'with':
    case 'assert':
    case 'lambda': {
      const [body, after] = takeEndComment(syntax.body)
      return [{ ...syntax, body }, after]
    }
    case 'select':
    case 'has-attr':
      return takeEndOfPath(syntax)
  }
}

function takeEndOfPath(
  syntax: Syntax & { readonly kind: 'select' | 'has-attr' },
): readonly [Syntax, string | null] {
  if (syntax.kind === 'select' && syntax.or) {
    const [fallback, after] = takeEndComment(syntax.or.fallback)
    return [{ ...syntax, or: { ...syntax.or, fallback } }, after]
  }
  const last = syntax.path.at(-1)
  if (last?.key.kind !== 'token') return [syntax, null]
  const key = { ...last.key, token: { ...last.key.token, after: null } }
  return [{ ...syntax, path: [...syntax.path.slice(0, -1), { ...last, key }] }, last.key.token.after]
}
