/**
 * The abstract syntax of Nix, as the evaluator and the checks read it.
 * Every node carries `start` and `end`: offsets in UTF-16 code units into the file's text (end exclusive).
 * Strings hold their value after escapes and, for indented strings, after stripping
 * (Nix manual, "String literal"); white space and comments are not in the tree.
 */
export type Expr =
  | IntLiteral
  | FloatLiteral
  | StringExpr
  | PathExpr
  | SearchPathExpr
  | Variable
  | ListExpr
  | AttrsExpr
  | LetExpr
  | LambdaExpr
  | ApplyExpr
  | SelectExpr
  | HasAttrExpr
  | WithExpr
  | AssertExpr
  | IfExpr
  | UnaryExpr
  | BinaryExpr
  | InvalidExpr

export type Node = { readonly start: number; readonly end: number }

/** A 64-bit signed integer; a literal out of range is an `InvalidExpr`. */
export type IntLiteral = Node & { readonly type: 'int'; readonly value: bigint }
export type FloatLiteral = Node & { readonly type: 'float'; readonly value: number }

/** `"…"`, `''…''` or a bare URI. Text and interpolations alternate as written; empty text is left out. */
export type StringExpr = Node & {
  readonly type: 'string'
  readonly style: 'quoted' | 'indented' | 'uri'
  readonly parts: readonly (string | Expr)[]
}

/** `./a`, `/a`, `~/a`, `./${x}/a`. */
export type PathExpr = Node & { readonly type: 'path'; readonly parts: readonly (string | Expr)[] }

/** `<nixpkgs/lib>`; `path` is without the angle brackets. */
export type SearchPathExpr = Node & { readonly type: 'search-path'; readonly path: string }
export type Variable = Node & { readonly type: 'variable'; readonly name: string }
export type ListExpr = Node & { readonly type: 'list'; readonly items: readonly Expr[] }
export type AttrsExpr = Node & {
  readonly type: 'attrs'
  readonly recursive: boolean
  readonly bindings: readonly Binding[]
}

/** `let … in body`. The old `let { …; body = …; }` is lowered to a `select` of `body` from a recursive set. */
export type LetExpr = Node & {
  readonly type: 'let'
  readonly bindings: readonly Binding[]
  readonly body: Expr
}

/** `x: body`, `{ a, b ? 1, ... }: body`, `args@{ … }: body`. */
export type LambdaExpr = Node & {
  readonly type: 'lambda'
  readonly param: string | null
  readonly formals: Formals | null
  readonly body: Expr
}
export type Formals = Node & {
  readonly type: 'formals'
  readonly names: readonly Formal[]
  readonly ellipsis: boolean
}
export type Formal = Node & { readonly type: 'formal'; readonly name: string; readonly fallback: Expr | null }

export type ApplyExpr = Node & { readonly type: 'apply'; readonly fn: Expr; readonly arg: Expr }

/** `target.a.${b} or fallback`. */
export type SelectExpr = Node & {
  readonly type: 'select'
  readonly target: Expr
  readonly path: readonly AttrKey[]
  readonly fallback: Expr | null
}

/** `target ? a.b`. */
export type HasAttrExpr = Node & {
  readonly type: 'has-attr'
  readonly target: Expr
  readonly path: readonly AttrKey[]
}
export type WithExpr = Node & { readonly type: 'with'; readonly scope: Expr; readonly body: Expr }
export type AssertExpr = Node & { readonly type: 'assert'; readonly condition: Expr; readonly body: Expr }
export type IfExpr = Node & {
  readonly type: 'if'
  readonly condition: Expr
  readonly then: Expr
  readonly else: Expr
}
export type UnaryExpr = Node & { readonly type: 'unary'; readonly op: '!' | '-'; readonly operand: Expr }
export type BinaryOperator =
  '+' | '-' | '*' | '/' | '++' | '//' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||' | '->'
/** The pipes `a |> f` and `f <| a` are lowered to `apply`. */
export type BinaryExpr = Node & {
  readonly type: 'binary'
  readonly op: BinaryOperator
  readonly left: Expr
  readonly right: Expr
}

/** What the grammar could not read. Evaluating it is an error; the rest of the file stays usable. */
export type InvalidExpr = Node & { readonly type: 'invalid'; readonly message: string }

export type Binding = AttrBinding | InheritBinding
/** `a.b."c".${d} = value;` */
export type AttrBinding = Node & {
  readonly type: 'bind'
  readonly path: readonly AttrKey[]
  readonly value: Expr
}
/** `inherit a b;` and `inherit (from) a b;` */
export type InheritBinding = Node & {
  readonly type: 'inherit'
  readonly from: Expr | null
  readonly names: readonly StaticKey[]
}

/** One part of an attribute path: known in the text, or computed. `"a"` without interpolation is static. */
export type AttrKey = StaticKey | DynamicKey
export type StaticKey = Node & { readonly type: 'key'; readonly name: string }
export type DynamicKey = Node & { readonly type: 'dynamic-key'; readonly expr: Expr }
