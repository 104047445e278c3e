import type { BinaryOperator, Expr } from './ast.ts'
import {
  lowerAttrs,
  lowerBinding,
  lowerFormal,
  lowerFormals,
  lowerFunction,
  lowerInherit,
  lowerInheritFrom,
  lowerLet,
  lowerLetAttrs,
  lowerRecAttrs,
} from './lower-bindings.ts'
import {
  lowerFloat,
  lowerIndented,
  lowerInteger,
  lowerPath,
  lowerQuoted,
  lowerSearchPath,
  lowerStringAttribute,
  lowerUri,
} from './lower-string.ts'
import {
  addFault,
  exprAt,
  invalid,
  isExpr,
  keysOf,
  type Lower,
  nameAt,
  type Part,
  variableNameAt,
  wordAt,
} from './lowering.ts'

const lowerSelect: Lower = (start, end, parts) => {
  const last = parts.at(-1)
  const fallback = parts.length > 2 && last !== undefined && isExpr(last) ? last : null
  return { type: 'select', start, end, target: exprAt(parts, 0, start, end), path: keysOf(parts), fallback }
}

/** These do not chain: `a == b == c` needs parentheses. */
const comparisons = [new Set(['==', '!=']), new Set(['<', '<=', '>', '>='])]

const lowerBinary: Lower = (start, end, parts, lowering) => {
  const op = wordAt(parts, 1) as BinaryOperator
  const left = exprAt(parts, 0, start, end)
  const right = exprAt(parts, 2, start, end)
  // A left side in parentheses starts after its parent.
  if (left.type === 'binary' && left.start === start) {
    const chained = comparisons.some((operators) => operators.has(op) && operators.has(left.op))
    if (chained) addFault(lowering, left.end, right.start, `'${op}' does not chain: parentheses are needed`)
  }
  return { type: 'binary', start, end, op, left, right }
}

const lowerPipe: Lower = (start, end, parts) => {
  const left = exprAt(parts, 0, start, end)
  const right = exprAt(parts, 2, start, end)
  const [fn, arg] = wordAt(parts, 1) === '|>' ? [right, left] : [left, right]
  return { type: 'apply', start, end, fn, arg }
}

const lowerRoot: Lower = (start, end, parts, lowering) => {
  const expr = parts.find(isExpr)
  if (expr) return expr
  if (!lowering.recovering) addFault(lowering, start, end, 'the file holds no expression')
  return invalid(start, end, 'no expression')
}

const first = (parts: readonly Part[], start: number, end: number): Expr => exprAt(parts, 0, start, end)
const second = (parts: readonly Part[], start: number, end: number): Expr => exprAt(parts, 1, start, end)

/** How each node is lowered, by the name grammar.js gives it. */
export const lowerByName: Readonly<Record<string, Lower>> = {
  source_code: lowerRoot,
  ERROR: (start, end) => ({ type: 'broken', start, end }),
  identifier: (start, end, _, lowering) => ({ type: 'key', start, end, name: nameAt(start, end, lowering) }),
  variable_expression: (start, end, _, lowering) => {
    return { type: 'variable', start, end, name: variableNameAt(start, end, lowering) }
  },
  parameter: (start, end, _, lowering) => {
    return { type: 'parameter', start, end, name: variableNameAt(start, end, lowering) }
  },
  operator: (start, end, _, { text }) => ({ type: 'operator', start, end, name: text.slice(start, end) }),
  ellipses: (start, end) => ({ type: 'ellipsis', start, end }),
  integer_expression: lowerInteger,
  float_expression: lowerFloat,
  string_expression: lowerQuoted,
  indented_string_expression: lowerIndented,
  uri_expression: lowerUri,
  path_expression: lowerPath,
  spath_expression: lowerSearchPath,
  string_attribute: lowerStringAttribute,
  interpolation: (start, end, parts) => ({ type: 'dynamic-key', start, end, expr: first(parts, start, end) }),
  parenthesized_expression: (start, end, parts, { parens }) => {
    const expr = first(parts, start, end)
    parens.set(expr, { start, end })
    return expr
  },
  list_expression: (start, end, parts) => ({ type: 'list', start, end, items: parts.filter(isExpr) }),
  attrset_expression: lowerAttrs,
  rec_attrset_expression: lowerRecAttrs,
  let_attrset_expression: lowerLetAttrs,
  let_expression: lowerLet,
  binding: lowerBinding,
  inherit: lowerInherit,
  inherit_from: lowerInheritFrom,
  function_expression: lowerFunction,
  formals: lowerFormals,
  formal: lowerFormal,
  apply_expression: (start, end, parts) => {
    return { type: 'apply', start, end, fn: first(parts, start, end), arg: second(parts, start, end) }
  },
  or_application: (start, end, parts) => {
    const or = { type: 'variable', start: end - 2, end, name: 'or' } as const
    return { type: 'apply', start, end, fn: first(parts, start, end), arg: or }
  },
  select_expression: lowerSelect,
  has_attr_expression: (start, end, parts) => {
    return { type: 'has-attr', start, end, target: first(parts, start, end), path: keysOf(parts) }
  },
  with_expression: (start, end, parts) => {
    return { type: 'with', start, end, scope: first(parts, start, end), body: second(parts, start, end) }
  },
  assert_expression: (start, end, parts) => {
    return {
      type: 'assert',
      start,
      end,
      condition: first(parts, start, end),
      body: second(parts, start, end),
    }
  },
  if_expression: (start, end, parts) => {
    const [condition, then] = [first(parts, start, end), second(parts, start, end)]
    return { type: 'if', start, end, condition, then, else: exprAt(parts, 2, start, end) }
  },
  unary_expression: (start, end, parts) => {
    return {
      type: 'unary',
      start,
      end,
      op: wordAt(parts, 0) === '!' ? '!' : '-',
      operand: second(parts, start, end),
    }
  },
  binary_expression: lowerBinary,
  pipe_expression: lowerPipe,
}

/** Nodes that stay what they are when a part of them could not be read; any other expression becomes invalid. */
export const survivesBreakage: ReadonlySet<string> = new Set([
  'source_code',
  'attrset_expression',
  'rec_attrset_expression',
  'let_attrset_expression',
  'let_expression',
  'function_expression',
  'with_expression',
  'assert_expression',
  'parenthesized_expression',
  'binding',
  'inherit',
  'inherit_from',
  'formals',
])
