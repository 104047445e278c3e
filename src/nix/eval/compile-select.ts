import type { AttrKey, HasAttrExpr, SelectExpr } from '../ast.ts'
import type { Compilation } from './compilation.ts'
import type { Scope } from './scope.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  Thunk,
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Position,
  type Result,
  type Value,
} from './value.ts'

/** A part of an attribute path: its name, or what computes it. */
type Key = { readonly name: string | null; readonly code: Code | null; readonly position: Position }

function compileKeys(path: readonly AttrKey[], scope: Scope | null, file: Compilation): readonly Key[] {
  return path.map((key) => {
    const position = file.position(key)
    return key.type === 'key'
      ? { name: key.name, code: null, position }
      : { name: null, code: file.code(key.expr, scope), position }
  })
}

/** Gives `next` the name of a key, or why it is not known. */
function withName(key: Key, env: Env, core: Core, next: (name: string | Unknown) => Result): Result {
  if (key.name !== null) return next(key.name)
  const value = key.code === null ? null : key.code(env, core)
  if (value === suspended) return core.later((later) => next(asName(later, core, key.position)))
  return next(asName(value, core, key.position))
}

function asName(value: Value, core: Core, position: Position): string | Unknown {
  if (typeof value === 'string' || value instanceof Unknown) return value
  return core.fail('type-error', `an attribute name must be a string, this is a ${typeName(value)}`, position)
}

/** `target.a.b`, `target.a.b or fallback`. */
export function compileSelect(expr: SelectExpr, scope: Scope | null, file: Compilation): Code {
  const target = file.code(expr.target, scope)
  const keys = compileKeys(expr.path, scope, file)
  const fallback = expr.fallback === null ? null : file.code(expr.fallback, scope)
  if (fallback !== null) return selectOr(target, keys, fallback)
  const [key] = keys
  if (key !== undefined && key.name !== null && keys.length === 1) {
    const { name, position } = key
    return (env, core) => {
      const value = target(env, core)
      if (value === suspended) return core.later((later) => core.selectStep(later, name, position))
      return core.selectStep(value, name, position)
    }
  }
  return (env, core) => {
    const value = target(env, core)
    if (value === suspended) return core.later((later) => selectAll(later, keys, 0, env, core))
    return selectAll(value, keys, 0, env, core)
  }
}

function selectAll(start: Value, keys: readonly Key[], from: number, env: Env, core: Core): Result {
  let value = start
  for (let index = from; index < keys.length; index++) {
    const key = keys[index]
    if (key === undefined) break
    const current = value
    const result = withName(key, env, core, (name) =>
      name instanceof Unknown ? name : core.selectStep(current, name, key.position),
    )
    if (result === suspended) return core.later((later) => selectAll(later, keys, index + 1, env, core))
    value = result
  }
  return value
}

function selectOr(target: Code, keys: readonly Key[], fallback: Code): Code {
  const go = (start: Value, from: number, env: Env, core: Core): Result => {
    const key = keys[from]
    if (key === undefined) return start
    return withName(key, env, core, (name) => step(start, name, from, env, core))
  }
  const step = (value: Value, name: string | Unknown, from: number, env: Env, core: Core): Result => {
    if (name instanceof Unknown) return eitherFallback(new Unknown(name.reason), fallback, env)
    if (value instanceof Unknown) return perhapsFallback(value, name, from, env, core)
    if (!(value instanceof AttrSet)) return fallback(env, core)
    const attr = value.attrs.get(name)
    if (attr === undefined) {
      const absent = value.rest === null && value.maybe?.has(name) !== true
      return absent ? fallback(env, core) : perhapsFallback(value, name, from, env, core)
    }
    const next = core.forceStep(attr.slot, keys[from]?.position)
    return next === suspended
      ? core.later((later) => go(later, from + 1, env, core))
      : go(next, from + 1, env, core)
  }
  /** Whether the attribute is there is not known: it is what the rest of the path gives, or the fallback. */
  const perhapsFallback = (value: Value, name: string, from: number, env: Env, core: Core): Result => {
    let selected = core.select(value, name, keys[from]?.position ?? null)
    for (const key of keys.slice(from + 1)) {
      selected =
        key.name === null ? new Unknown(reasonOf(selected)) : core.select(selected, key.name, key.position)
    }
    return eitherFallback(selected, fallback, env)
  }
  return (env, core) => {
    const value = target(env, core)
    return value === suspended ? core.later((later) => go(later, 0, env, core)) : go(value, 0, env, core)
  }
}

function reasonOf(value: Value): string {
  return value instanceof Unknown ? value.reason : 'whether the attribute is there'
}

function eitherFallback(selected: Value, fallback: Code, env: Env): Unknown {
  const other = new Thunk(fallback, env)
  if (!(selected instanceof Unknown)) return new Unknown(reasonOf(selected), null, [selected, other])
  const { reason, path, candidates } = selected
  return new Unknown(reason, path, [...(candidates ?? [new Unknown(reason, path)]), other])
}

/** `target ? a.b`. */
export function compileHasAttr(expr: HasAttrExpr, scope: Scope | null, file: Compilation): Code {
  const target = file.code(expr.target, scope)
  const keys = compileKeys(expr.path, scope, file)
  const go = (value: Value, from: number, env: Env, core: Core): Result => {
    const key = keys[from]
    if (key === undefined) return true
    return withName(key, env, core, (name) => step(value, name, from, env, core))
  }
  const step = (value: Value, name: string | Unknown, from: number, env: Env, core: Core): Result => {
    if (name instanceof Unknown) return new Unknown(name.reason)
    if (value instanceof Unknown) return new Unknown(value.reason)
    if (!(value instanceof AttrSet)) return false
    const attr = value.attrs.get(name)
    if (attr === undefined) {
      if (value.rest !== null) return new Unknown(value.rest.reason)
      return value.maybe?.has(name) === true
        ? new Unknown(`'${name}' is there only under a condition`)
        : false
    }
    if (from === keys.length - 1) return true
    const next = core.forceStep(attr.slot, keys[from]?.position)
    return next === suspended
      ? core.later((later) => go(later, from + 1, env, core))
      : go(next, from + 1, env, core)
  }
  return (env, core) => {
    const value = target(env, core)
    return value === suspended ? core.later((later) => go(later, 0, env, core)) : go(value, 0, env, core)
  }
}
