import type { ApplyExpr, Expr, LambdaExpr } from '../ast.ts'
import type { Compilation } from './compilation.ts'
import type { Scope } from './scope.ts'
import { EvalFault, Lambda, suspended, type Code, type CompiledFormals, type Env } from './value.ts'

/** `fn a b c`: the function is forced, the arguments are not. */
export function compileApply(expr: ApplyExpr, scope: Scope | null, file: Compilation): Code {
  const position = file.position(expr)
  const args: Expr[] = []
  let target: Expr = expr
  while (target.type === 'apply') {
    args.unshift(target.arg)
    target = target.fn
  }
  const fn = file.code(target, scope)
  const makers = args.map((arg) => file.slot(arg, scope))
  const [only] = makers
  if (only !== undefined && makers.length === 1) {
    return (env, core) => {
      const value = fn(env, core)
      if (value === suspended) return core.later((later) => core.applyStep(later, only(env), position))
      return core.applyStep(value, only(env), position)
    }
  }
  const argsOf = (env: Env) => makers.map((make) => make(env))
  return (env, core) => {
    const value = fn(env, core)
    if (value === suspended) return core.later((later) => core.applyAllStep(later, argsOf(env), position))
    return core.applyAllStep(value, argsOf(env), position)
  }
}

/** How a function is made in an environment. */
export function compileLambda(
  expr: LambdaExpr,
  scope: Scope | null,
  file: Compilation,
): (env: Env) => Lambda {
  const index = new Map<string, number>()
  if (expr.param !== null) index.set(expr.param, 0)
  for (const formal of expr.formals?.names ?? []) {
    if (index.has(formal.name)) {
      throw new EvalFault('syntax-error', `duplicate formal argument '${formal.name}'`, file.position(formal))
    }
    index.set(formal.name, index.size)
  }
  const inner: Scope = { type: 'variables', index, up: scope }
  const formals = compileFormals(expr, inner, file)
  const body = file.delayedCode(expr.body, inner)
  const position = file.position(expr)
  const named = expr.param !== null
  const syntax = { name: null, param: expr.param, formals: expr.formals }
  return (env) => new Lambda(body, env, formals, named, position, syntax)
}

function compileFormals(expr: LambdaExpr, inner: Scope, file: Compilation): CompiledFormals | null {
  if (expr.formals === null) return null
  const names = expr.formals.names.map(({ name, fallback }) => ({
    name,
    fallback: fallback === null ? null : file.delayedCode(fallback, inner),
  }))
  return {
    names,
    required: names.filter(({ fallback }) => fallback === null).length,
    known: new Set(names.map(({ name }) => name)),
    ellipsis: expr.formals.ellipsis,
  }
}
