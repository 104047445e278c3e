import type { BindingSyntax, InterpolatedKey, ParamSyntax, Syntax, Token } from './syntax.ts'

/** The first token of a piece of syntax: it holds the comments before the whole. */
export function firstToken(syntax: Syntax | InterpolatedKey | ParamSyntax): Token {
  switch (syntax.kind) {
    case 'token':
      return syntax.token
    case 'set':
      return syntax.keyword ?? syntax.open
    case 'string':
    case 'path':
    case 'list':
    case 'paren':
    case 'pattern':
    case 'key':
      return syntax.open
    case 'name':
      return syntax.name
    case 'at':
      return firstToken(syntax.left)
    case 'select':
    case 'has-attr':
      return firstToken(syntax.target)
    case 'with':
    case 'assert':
    case 'let':
      return syntax.keyword
    case 'if':
      return syntax.if
    case 'lambda':
      return firstToken(syntax.param)
    case 'apply':
      return firstToken(syntax.fn)
    case 'operation':
      return firstToken(syntax.left)
    case 'prefix':
      return syntax.operator
  }
}

/** The same syntax with another first token. */
export function withFirstToken(syntax: Syntax, token: Token): Syntax {
  switch (syntax.kind) {
    case 'token':
      return { ...syntax, token }
    case 'set':
      return syntax.keyword ? { ...syntax, keyword: token } : { ...syntax, open: token }
    case 'string':
    case 'path':
    case 'list':
    case 'paren':
      return { ...syntax, open: token }
    case 'select':
    case 'has-attr':
      return { ...syntax, target: withFirstToken(syntax.target, token) }
    case 'with':
    case 'assert':
    case 'let':
      return { ...syntax, keyword: token }
    case 'if':
      return { ...syntax, if: token }
    case 'lambda':
      return { ...syntax, param: paramWithFirstToken(syntax.param, token) }
    case 'apply':
      return { ...syntax, fn: withFirstToken(syntax.fn, token) }
    case 'operation':
      return { ...syntax, left: withFirstToken(syntax.left, token) }
    case 'prefix':
      return { ...syntax, operator: token }
  }
}

function paramWithFirstToken(param: ParamSyntax, token: Token): ParamSyntax {
  switch (param.kind) {
    case 'name':
      return { ...param, name: token }
    case 'pattern':
      return { ...param, open: token }
    case 'at':
      return { ...param, left: paramWithFirstToken(param.left, token) }
  }
}

export function firstBindingToken(binding: BindingSyntax): Token {
  if (binding.kind === 'inherit') return binding.keyword
  const [first] = binding.path
  return first ? firstToken(first.key) : binding.equals
}

export function withFirstBindingToken(binding: BindingSyntax, token: Token): BindingSyntax {
  if (binding.kind === 'inherit') return { ...binding, keyword: token }
  const [first, ...others] = binding.path
  if (!first) return binding
  const key = first.key.kind === 'key' ? { ...first.key, open: token } : withFirstToken(first.key, token)
  return { ...binding, path: [{ ...first, key }, ...others] }
}
