/** What stands between two tokens and is kept: comments, and blank lines, of which several count as one. */
export type Trivia =
  | { readonly kind: 'blank' }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'block'; readonly doc: boolean; readonly lines: readonly string[] }
  /** Names the language of the string it stands before, and stays there. */
  | { readonly kind: 'language'; readonly text: string }

/** A token with what is written before it, and the comment after it on its line. */
export type Token = {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly before: readonly Trivia[]
  readonly after: string | null
}

/** Text between quotes or interpolations, as written. */
export type StringPart = string | { readonly open: Token; readonly expr: Syntax; readonly close: Token }

export type Syntax =
  | { readonly kind: 'token'; readonly token: Token; readonly isPath: boolean }
  | StringSyntax
  | {
      readonly kind: 'path'
      readonly open: Token
      readonly parts: readonly StringPart[]
      readonly after: string | null
    }
  | ListSyntax
  | SetSyntax
  | { readonly kind: 'paren'; readonly open: Token; readonly expr: Syntax; readonly close: Token }
  | SelectSyntax
  | {
      readonly kind: 'with'
      readonly keyword: Token
      readonly scope: Syntax
      readonly end: Token
      readonly body: Syntax
    }
  | {
      readonly kind: 'assert'
      readonly keyword: Token
      readonly scope: Syntax
      readonly end: Token
      readonly body: Syntax
    }
  | {
      readonly kind: 'let'
      readonly keyword: Token
      readonly bindings: readonly BindingSyntax[]
      readonly in: Token
      readonly body: Syntax
    }
  | IfSyntax
  | LambdaSyntax
  | { readonly kind: 'apply'; readonly fn: Syntax; readonly arg: Syntax }
  | OperationSyntax
  | {
      readonly kind: 'has-attr'
      readonly target: Syntax
      readonly operator: Token
      readonly path: readonly PathPart[]
    }
  | { readonly kind: 'prefix'; readonly operator: Token; readonly operand: Syntax }

/** `open` holds the quotes and what is before them; `after` the comment behind the closing ones. */
export type StringSyntax = {
  readonly kind: 'string'
  readonly open: Token
  readonly parts: readonly StringPart[]
  readonly after: string | null
}
export type ListSyntax = {
  readonly kind: 'list'
  readonly open: Token
  readonly items: readonly Syntax[]
  readonly close: Token
}
/** `keyword` is `rec`, or the `let` of the old `let { }`. */
export type SetSyntax = {
  readonly kind: 'set'
  readonly keyword: Token | null
  readonly open: Token
  readonly bindings: readonly BindingSyntax[]
  readonly close: Token
}
/** A part of an attribute path with the dot before it, if any. */
export type PathPart = { readonly dot: Token | null; readonly key: Syntax | InterpolatedKey }
export type InterpolatedKey = {
  readonly kind: 'key'
  readonly open: Token
  readonly expr: Syntax
  readonly close: Token
}
export type SelectSyntax = {
  readonly kind: 'select'
  readonly target: Syntax
  readonly path: readonly PathPart[]
  readonly or: { readonly keyword: Token; readonly fallback: Syntax } | null
}
export type IfSyntax = {
  readonly kind: 'if'
  readonly if: Token
  readonly condition: Syntax
  readonly thenWord: Token
  readonly then: Syntax
  readonly elseWord: Token
  readonly else: Syntax
}
export type OperationSyntax = {
  readonly kind: 'operation'
  readonly left: Syntax
  readonly operator: Token
  readonly right: Syntax
}
export type LambdaSyntax = {
  readonly kind: 'lambda'
  readonly param: ParamSyntax
  readonly colon: Token
  readonly body: Syntax
}
export type ParamSyntax =
  | { readonly kind: 'name'; readonly name: Token }
  | PatternSyntax
  | { readonly kind: 'at'; readonly left: ParamSyntax; readonly at: Token; readonly right: ParamSyntax }
export type PatternSyntax = {
  readonly kind: 'pattern'
  readonly open: Token
  readonly formals: readonly FormalSyntax[]
  readonly close: Token
}
/** `...` is a formal whose name is that. */
export type FormalSyntax = {
  readonly name: Token
  readonly fallback: { readonly question: Token; readonly expr: Syntax } | null
  readonly comma: Token | null
}
export type BindingSyntax =
  | {
      readonly kind: 'inherit'
      readonly keyword: Token
      readonly from: (Syntax & { readonly kind: 'paren' }) | null
      readonly names: readonly (Syntax | InterpolatedKey)[]
      readonly end: Token
    }
  | {
      readonly kind: 'binding'
      readonly path: readonly PathPart[]
      readonly equals: Token
      readonly value: Syntax
      readonly end: Token
    }
