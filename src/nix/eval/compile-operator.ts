import type { BinaryExpr, BinaryOperator, Expr, UnaryExpr } from '../ast.ts'
import type { Compilation } from './compilation.ts'
import { compileApply } from './compile-function.ts'
import { equalValues } from './compare.ts'
import { add, arithmetic, booleanOf, concatLists, lessThan, negate, not } from './operators.ts'
import { resolve, type Scope } from './scope.ts'
import { updateAttrs } from './update-attrs.ts'
import {
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Position,
  type Result,
  type Value,
} from './value.ts'

/** What an operator makes of its two values. */
type Operation = (left: Value, right: Value, core: Core, position: Position) => Value

const operations: Readonly<Record<Exclude<BinaryOperator, '&&' | '||' | '->' | '>' | '<='>, Operation>> = {
  '+': add,
  '-': (left, right, core, position) => arithmetic('-', left, right, core, position),
  '*': (left, right, core, position) => arithmetic('*', left, right, core, position),
  '/': (left, right, core, position) => arithmetic('/', left, right, core, position),
  '++': concatLists,
  '//': updateAttrs,
  '==': (left, right, core) => equalValues(left, right, core),
  '!=': (left, right, core) => not(equalValues(left, right, core)),
  '<': lessThan,
  '>=': (left, right, core, position) => not(lessThan(left, right, core, position)),
}

/** Nix's parser turns these into calls of a function by that name, which a file may bind to something else. */
const functions: Partial<Readonly<Record<BinaryOperator, string>>> = {
  '-': '__sub',
  '*': '__mul',
  '/': '__div',
  '<': '__lessThan',
  '>': '__lessThan',
  '<=': '__lessThan',
  '>=': '__lessThan',
}

/** `left op right`, as lazy as Nix. */
export function compileBinary(expr: BinaryExpr, scope: Scope | null, file: Compilation): Code {
  const { op } = expr
  if (isRebound(functions[op], scope)) return compileRebound(expr, scope, file)
  const left = file.code(expr.left, scope)
  const right = file.code(expr.right, scope)
  const position = file.position(expr)
  switch (op) {
    case '&&':
      return logical(left, right, (first) => (first ? null : false), position)
    case '||':
      return logical(left, right, (first) => (first ? true : null), position)
    case '->':
      return logical(left, right, (first) => (first ? null : true), position)
    // Nix swaps the sides of these two, and so evaluates the right one first.
    case '>':
      return inOrder(right, left, lessThan, position)
    case '<=':
      return inOrder(right, left, (...sides) => not(lessThan(...sides)), position)
    default:
      return inOrder(left, right, operations[op], position)
  }
}

function inOrder(first: Code, second: Code, operation: Operation, position: Position): Code {
  const withFirst = (one: Value, env: Env, core: Core): Result => {
    const other = second(env, core)
    if (other === suspended) return core.later((later) => operation(one, later, core, position))
    return operation(one, other, core, position)
  }
  return (env, core) => {
    const one = first(env, core)
    return one === suspended ? core.later((later) => withFirst(later, env, core)) : withFirst(one, env, core)
  }
}

/** @param decide what the left side settles by itself, or null where the right side is needed */
function logical(
  left: Code,
  right: Code,
  decide: (first: boolean) => boolean | null,
  position: Position,
): Code {
  const withFirst = (value: Value, env: Env, core: Core): Result => {
    const first = booleanOf(value, core, position)
    if (first instanceof Unknown) return new Unknown(first.reason)
    const decided = decide(first)
    if (decided !== null) return decided
    const second = right(env, core)
    if (second === suspended) return core.later((later) => booleanOf(later, core, position))
    return booleanOf(second, core, position)
  }
  return (env, core) => {
    const value = left(env, core)
    return value === suspended
      ? core.later((later) => withFirst(later, env, core))
      : withFirst(value, env, core)
  }
}

export function compileUnary(expr: UnaryExpr, scope: Scope | null, file: Compilation): Code {
  const position = file.position(expr)
  if (expr.op === '-' && isRebound('__sub', scope)) {
    const zero: Expr = { type: 'int', value: 0n, start: expr.start, end: expr.start }
    return compileRebound({ ...expr, type: 'binary', op: '-', left: zero, right: expr.operand }, scope, file)
  }
  const operand = file.code(expr.operand, scope)
  const operation = expr.op === '-' ? negate : negation
  return (env, core) => {
    const value = operand(env, core)
    if (value === suspended) return core.later((later) => operation(later, core, position))
    return operation(value, core, position)
  }
}

function negation(value: Value, core: Core, position: Position): Value {
  return not(booleanOf(value, core, position))
}

function isRebound(name: string | undefined, scope: Scope | null): boolean {
  return name !== undefined && resolve(scope, name, () => true).type === 'slot'
}

/** The operator as the call that Nix makes of it. */
function compileRebound(expr: BinaryExpr, scope: Scope | null, file: Compilation): Code {
  const { op, start, end } = expr
  const swapped = op === '>' || op === '<='
  const [first, second] = swapped ? [expr.right, expr.left] : [expr.left, expr.right]
  const fn: Expr = { type: 'variable', name: functions[op] ?? '', start, end }
  const partial: Expr = { type: 'apply', fn, arg: first, start, end }
  const call = compileApply({ type: 'apply', fn: partial, arg: second, start, end }, scope, file)
  if (op !== '<=' && op !== '>=') return call
  const position = file.position(expr)
  return (env, core) => {
    const value = call(env, core)
    if (value === suspended) return core.later((later) => negation(later, core, position))
    return negation(value, core, position)
  }
}
