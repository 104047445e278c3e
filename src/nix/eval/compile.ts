import type { AttrKey, Expr, LambdaExpr, LetExpr } from '../ast.ts'
import { compileTree, fillEnv, type Compiler } from './compile-bindings.ts'
import { positionOf, type Compilation, type SlotMaker } from './compilation.ts'
import { coerceInterpolated, concatStrings } from './coerce.ts'
import { DuplicateBinding, mergeBindings } from './merge-bindings.ts'
import { binaryOperation, booleanOf, negate } from './operators.ts'
import { joinPath, literalPath } from './paths.ts'
import { climb, resolve, type Scope } from './scope.ts'
import {
  AttrSet,
  EvalFault,
  Lambda,
  Thunk,
  Unknown,
  typeName,
  type Code,
  type CompiledFormals,
  type Env,
  type Machine,
  type Position,
  type Value,
} from './value.ts'

/**
 * Turns syntax into code, with every variable resolved to its place.
 * @throws EvalFault `undefined-variable`, `syntax-error`, `duplicate`: what Nix refuses before it runs anything
 */
export function compile(expr: Expr, scope: Scope | null, file: Compilation): Code {
  switch (expr.type) {
    case 'int':
    case 'float': {
      const value = expr.value
      return () => value
    }
    case 'string':
      return compileString(expr.parts, scope, file, positionOf(expr, file))
    case 'path':
      return compilePath(expr.parts, scope, file, positionOf(expr, file))
    case 'search-path': {
      const value = new Unknown(`<${expr.path}> depends on the search path`, [`<${expr.path}>`])
      return () => value
    }
    case 'variable':
      return compileVariable(expr.name, scope, file, positionOf(expr, file))
    case 'list': {
      const items = expr.items.map((item) => slotMaker(item, scope, file))
      return (env, machine) => {
        machine.spend(items.length)
        return items.map((item) => item(env))
      }
    }
    case 'attrs':
      return refusingDuplicates(file, () =>
        compileTree(mergeBindings(expr.bindings, expr.recursive), scope, file, compiler),
      )
    case 'let':
      return refusingDuplicates(file, () => compileLet(expr, scope, file))
    case 'lambda':
      return compileLambda(expr, scope, file)
    case 'apply': {
      const fn = compile(expr.fn, scope, file)
      const arg = slotMaker(expr.arg, scope, file)
      const position = positionOf(expr, file)
      return (env, machine) => machine.apply(fn(env, machine), arg(env), position)
    }
    case 'select':
      return compileSelect(expr.target, expr.path, expr.fallback, scope, file)
    case 'has-attr':
      return compileHasAttr(expr.target, expr.path, scope, file)
    case 'with': {
      const set = slotMaker(expr.scope, scope, file)
      const body = compile(expr.body, { type: 'with', up: scope }, file)
      return (env, machine) => body({ slots: [set(env)], up: env }, machine)
    }
    case 'assert': {
      const condition = compile(expr.condition, scope, file)
      const body = compile(expr.body, scope, file)
      const position = positionOf(expr.condition, file)
      return (env, machine) => {
        // Where the condition is unknown, the body is what a user gets if they get anything.
        if (booleanOf(condition(env, machine), machine, position) === false) {
          machine.fail('assertion', 'assertion failed', position)
        }
        return body(env, machine)
      }
    }
    case 'if':
      return compileIf(expr.condition, expr.then, expr.else, scope, file)
    case 'unary': {
      const operand = compile(expr.operand, scope, file)
      const position = positionOf(expr, file)
      if (expr.op === '-') return (env, machine) => negate(operand(env, machine), machine, position)
      return (env, machine) => {
        const value = booleanOf(operand(env, machine), machine, position)
        return value instanceof Unknown ? value : !value
      }
    }
    case 'binary': {
      const left = compile(expr.left, scope, file)
      const right = compile(expr.right, scope, file)
      return binaryOperation(expr.op, left, right, positionOf(expr, file))
    }
    case 'invalid':
      throw new EvalFault('syntax-error', expr.message, positionOf(expr, file))
  }
}

const compiler: Compiler = { compile, slotMaker, compileVariable }

/**
 * How the value of an expression is put into a slot without evaluating it.
 * @param constructing the innermost scope is still being filled: its own slots may not be read yet
 */
function slotMaker(expr: Expr, scope: Scope | null, file: Compilation, constructing = false): SlotMaker {
  if (expr.type === 'int' || expr.type === 'float') {
    const value = expr.value
    return () => value
  }
  if (expr.type === 'string' && expr.parts.every((part) => typeof part === 'string')) {
    const value = expr.parts.join('')
    return () => value
  }
  if (expr.type === 'variable') {
    const found = resolve(scope, expr.name, (name) => file.globals.has(name))
    if (found.type === 'slot' && !(constructing && found.depth === 0)) {
      const { depth, index } = found
      return (env) => climb(env, depth).slots[index] ?? null
    }
  }
  const code = compile(expr, scope, file)
  return (env) => new Thunk(code, env)
}

function refusingDuplicates(file: Compilation, work: () => Code): Code {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof DuplicateBinding)) throw error
    throw new EvalFault('syntax-error', error.message, { path: file.path, offset: error.offset })
  }
}

function compileVariable(name: string, scope: Scope | null, file: Compilation, position: Position): Code {
  const found = resolve(scope, name, (candidate) => file.globals.has(candidate))
  switch (found.type) {
    case 'slot': {
      const { depth, index } = found
      return (env, machine) => machine.force(climb(env, depth).slots[index] ?? null)
    }
    case 'global': {
      const slot = file.globals.get(name) ?? null
      return (_env, machine) => machine.force(slot)
    }
    case 'with':
      return (env, machine) => lookUpInWiths(name, found.depths, env, machine, position)
    case 'undefined':
      throw new EvalFault('undefined-variable', `undefined variable '${name}'`, position)
  }
}

function lookUpInWiths(
  name: string,
  depths: readonly number[],
  env: Env,
  machine: Machine,
  position: Position,
): Value {
  for (const depth of depths) {
    const set = machine.force(climb(env, depth).slots[0] ?? null)
    if (set instanceof Unknown) return machine.select(set, name, position)
    if (!(set instanceof AttrSet)) {
      machine.fail('type-error', `'with' needs a set, this is a ${typeName(set)}`, position)
    }
    const attr = set.attrs.get(name)
    if (attr !== undefined) return machine.force(attr.slot)
    if (set.rest !== null) return machine.select(set, name, position)
  }
  return machine.fail('undefined-variable', `undefined variable '${name}'`, position)
}

function compileString(
  parts: readonly (string | Expr)[],
  scope: Scope | null,
  file: Compilation,
  position: Position,
): Code {
  if (parts.every((part) => typeof part === 'string')) {
    const value = parts.join('')
    return () => value
  }
  const codes = parts.map((part) => (typeof part === 'string' ? part : compile(part, scope, file)))
  return (env, machine) => {
    const pieces = codes.map((code) =>
      typeof code === 'string' ? code : coerceInterpolated(code(env, machine), machine, position),
    )
    return concatStrings(pieces, machine)
  }
}

function compilePath(
  parts: readonly (string | Expr)[],
  scope: Scope | null,
  file: Compilation,
  position: Position,
): Code {
  const first = parts[0]
  const head = typeof first === 'string' ? first : ''
  const base = literalPath(head, file.path)
  if (parts.length <= 1) return () => base
  const codes = parts.slice(1).map((part) => (typeof part === 'string' ? part : compile(part, scope, file)))
  return (env, machine) => {
    const pieces = codes.map((code) =>
      typeof code === 'string' ? code : coerceInterpolated(code(env, machine), machine, position),
    )
    const text = concatStrings(pieces, machine)
    if (base instanceof Unknown) return base
    const separator = head.endsWith('/') ? '/' : ''
    return text instanceof Unknown ? text : joinPath(base, separator + text)
  }
}

function compileLet(expr: LetExpr, scope: Scope | null, file: Compilation): Code {
  const tree = mergeBindings(expr.bindings, true)
  const dynamic = tree.dynamics[0]
  if (dynamic !== undefined) {
    throw new EvalFault(
      'syntax-error',
      'dynamic attributes are not allowed in let',
      positionOf(dynamic.key, file),
    )
  }
  const { inner, fill } = fillEnv(tree, scope, file, compiler)
  const body = compile(expr.body, inner, file)
  return (env, machine) => body(fill(env, machine), machine)
}

function compileLambda(expr: LambdaExpr, scope: Scope | null, file: Compilation): Code {
  const index = new Map<string, number>()
  if (expr.param !== null) index.set(expr.param, 0)
  for (const formal of expr.formals?.names ?? []) {
    if (index.has(formal.name)) {
      throw new EvalFault(
        'syntax-error',
        `duplicate formal argument '${formal.name}'`,
        positionOf(formal, file),
      )
    }
    index.set(formal.name, index.size)
  }
  const inner: Scope = { type: 'variables', index, up: scope }
  const body = compile(expr.body, inner, file)
  const formals = compileFormals(expr, inner, file)
  const position = positionOf(expr, file)
  const hasParam = expr.param !== null
  const syntax = { name: null, param: expr.param, formals: expr.formals }
  return (env) => new Lambda(body, env, formals, hasParam, position, syntax)
}

function compileFormals(expr: LambdaExpr, inner: Scope, file: Compilation): CompiledFormals | null {
  if (expr.formals === null) return null
  const names = expr.formals.names.map(({ name, fallback }) => ({
    name,
    fallback: fallback === null ? null : compile(fallback, inner, file),
  }))
  return {
    names,
    required: names.filter(({ fallback }) => fallback === null).length,
    known: new Set(names.map(({ name }) => name)),
    ellipsis: expr.formals.ellipsis,
  }
}

function compileIf(
  condition: Expr,
  then: Expr,
  otherwise: Expr,
  scope: Scope | null,
  file: Compilation,
): Code {
  const test = compile(condition, scope, file)
  const left = compile(then, scope, file)
  const right = compile(otherwise, scope, file)
  const position = positionOf(condition, file)
  return (env, machine) => {
    const value = booleanOf(test(env, machine), machine, position)
    if (value instanceof Unknown) {
      return new Unknown(value.reason, null, [new Thunk(left, env), new Thunk(right, env)])
    }
    return value ? left(env, machine) : right(env, machine)
  }
}

type KeyCode = { readonly name: string } | { readonly code: Code; readonly position: Position }

function compileKeys(
  path: readonly AttrKey[],
  scope: Scope | null,
  file: Compilation,
): (KeyCode & { at: Position })[] {
  return path.map((key) => {
    const at = positionOf(key, file)
    return key.type === 'key'
      ? { name: key.name, at }
      : { code: compile(key.expr, scope, file), position: at, at }
  })
}

/** The name of a key, or why it is not known. */
function keyName(key: KeyCode, env: Env, machine: Machine): string | Unknown {
  if ('name' in key) return key.name
  const value = key.code(env, machine)
  if (typeof value === 'string' || value instanceof Unknown) return value
  return machine.fail(
    'type-error',
    `an attribute name must be a string, this is a ${typeName(value)}`,
    key.position,
  )
}

function compileSelect(
  target: Expr,
  path: readonly AttrKey[],
  fallback: Expr | null,
  scope: Scope | null,
  file: Compilation,
): Code {
  const code = compile(target, scope, file)
  const keys = compileKeys(path, scope, file)
  const otherwise = fallback === null ? null : compile(fallback, scope, file)
  if (otherwise === null) {
    return (env, machine) => {
      let value = code(env, machine)
      for (const key of keys) {
        const name = keyName(key, env, machine)
        value = name instanceof Unknown ? name : machine.select(value, name, key.at)
      }
      return value
    }
  }
  return (env, machine) => {
    let value = code(env, machine)
    for (const key of keys) {
      const name = keyName(key, env, machine)
      if (name instanceof Unknown || value instanceof Unknown) {
        const unknown = name instanceof Unknown ? name : machine.select(value, name, key.at)
        if (!(unknown instanceof Unknown)) return unknown
        return new Unknown(unknown.reason, unknown.path, [
          ...(unknown.candidates ?? [new Unknown(unknown.reason, unknown.path)]),
          new Thunk(otherwise, env),
        ])
      }
      if (!(value instanceof AttrSet)) return otherwise(env, machine)
      const attr = value.attrs.get(name)
      if (attr !== undefined) value = machine.force(attr.slot)
      else if (value.rest !== null) value = machine.select(value, name, key.at)
      else return otherwise(env, machine)
    }
    return value
  }
}

function compileHasAttr(
  target: Expr,
  path: readonly AttrKey[],
  scope: Scope | null,
  file: Compilation,
): Code {
  const code = compile(target, scope, file)
  const keys = compileKeys(path, scope, file)
  return (env, machine) => {
    let value = code(env, machine)
    for (const [index, key] of keys.entries()) {
      const name = keyName(key, env, machine)
      if (name instanceof Unknown) return name
      if (value instanceof Unknown) return new Unknown(value.reason)
      if (!(value instanceof AttrSet)) return false
      const attr = value.attrs.get(name)
      if (attr === undefined) return value.rest === null ? false : new Unknown(value.rest.reason)
      if (index < keys.length - 1) value = machine.force(attr.slot)
    }
    return true
  }
}
