import type { Expr } from '../ast.ts'
import type { Compilation, SlotMaker } from './compilation.ts'
import { compileAttrs, compileLet } from './compile-bindings.ts'
import { compileApply, compileLambda } from './compile-function.ts'
import { compileBinary, compileUnary } from './compile-operator.ts'
import { compileHasAttr, compileSelect } from './compile-select.ts'
import { compilePath, compileString } from './compile-text.ts'
import { compileVariable, variableSlot } from './compile-variable.ts'
import { booleanOf } from './operators.ts'
import type { Scope } from './scope.ts'
import {
  EvalFault,
  Thunk,
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Position,
  type Result,
  type Slot,
  type Value,
} from './value.ts'

/** Syntax nested deeper than this is compiled after the rest, so that it does not exhaust the stack. */
const nestedAtOnce = 100

/** Of code nested in the text, every so many levels count as a level of the stack. */
const levelsPerStackLevel = 2

/**
 * Turns a file's syntax into code, with every variable resolved to its place.
 * @param globals the names in scope at the file's top
 * @throws EvalFault `undefined-variable` or `syntax-error`: what Nix refuses before it runs anything
 */
export function compile(
  expr: Expr,
  scope: Scope | null,
  file: { readonly path: string; readonly globals: ReadonlyMap<string, Slot> },
): Code {
  const compiler = new FileCompiler(file.path, file.globals)
  const code = compiler.delayedCode(expr, scope)
  compiler.finish()
  return code
}

class FileCompiler implements Compilation {
  readonly path: string
  readonly globals: ReadonlyMap<string, Slot>
  /** How deeply the syntax is nested here: since the last postponed expression, and since the last delayed one. */
  #depth = 0
  #nesting = 0
  readonly #postponed: (() => void)[] = []

  constructor(path: string, globals: ReadonlyMap<string, Slot>) {
    this.path = path
    this.globals = globals
  }

  finish(): void {
    for (let work = this.#postponed.pop(); work !== undefined; work = this.#postponed.pop()) work()
  }

  code(expr: Expr, scope: Scope | null): Code {
    return this.#nested(() => this.#compile(expr, scope))
  }

  #nested(compileIt: () => Code): Code {
    if (this.#depth >= nestedAtOnce) return this.#postpone(compileIt)
    this.#depth++
    this.#nesting++
    const code = compileIt()
    const minded = this.#nesting % levelsPerStackLevel === 0
    this.#depth--
    this.#nesting--
    return minded ? mindingStack(code) : code
  }

  delayedCode(expr: Expr, scope: Scope | null): Code {
    return this.delayed(() => this.#compile(expr, scope))
  }

  delayed(compileIt: () => Code): Code {
    const nesting = this.#nesting
    this.#nesting = 0
    const code = this.#nested(compileIt)
    this.#nesting = nesting
    return code
  }

  #postpone(compileIt: () => Code): Code {
    let code: Code | null = null
    this.#postponed.push(() => {
      code = this.delayed(compileIt)
    })
    return mindingStack((env, core) => (code === null ? null : code(env, core)))
  }

  slot(expr: Expr, scope: Scope | null, constructing = false): SlotMaker {
    if (expr.type === 'int' || expr.type === 'float') {
      const { value } = expr
      return () => value
    }
    if (expr.type === 'string' && expr.parts.every((part) => typeof part === 'string')) {
      const value = expr.parts.join('')
      return () => value
    }
    if (expr.type === 'lambda') return compileLambda(expr, scope, this)
    if (expr.type === 'variable') {
      const make = variableSlot(expr.name, scope, this, constructing)
      if (make !== null) return make
    }
    const code = this.delayedCode(expr, scope)
    return (env) => new Thunk(code, env)
  }

  position({ start }: { readonly start: number }): Position {
    return { path: this.path, offset: start }
  }

  #compile(expr: Expr, scope: Scope | null): Code {
    switch (expr.type) {
      case 'int':
      case 'float': {
        const value = expr.value
        return () => value
      }
      case 'string':
        return compileString(expr, scope, this)
      case 'path':
        return compilePath(expr, scope, this)
      case 'search-path': {
        const value = new Unknown(`<${expr.path}> depends on the search path`, [`<${expr.path}>`])
        return () => value
      }
      case 'variable':
        return compileVariable(expr, scope, this)
      case 'list':
        return compileList(expr.items, scope, this)
      case 'attrs':
        return compileAttrs(expr, scope, this)
      case 'let':
        return compileLet(expr, scope, this)
      case 'lambda': {
        const make = compileLambda(expr, scope, this)
        return (env) => make(env)
      }
      case 'apply':
        return compileApply(expr, scope, this)
      case 'select':
        return compileSelect(expr, scope, this)
      case 'has-attr':
        return compileHasAttr(expr, scope, this)
      case 'with': {
        const set = this.slot(expr.scope, scope)
        const body = this.code(expr.body, { type: 'with', up: scope })
        return (env, core) => {
          core.allocate(8)
          return body({ slots: [set(env)], up: env }, core)
        }
      }
      case 'assert':
        return compileAssert(expr.condition, expr.body, scope, this)
      case 'if':
        return compileIf(expr.condition, expr.then, expr.else, scope, this)
      case 'unary':
        return compileUnary(expr, scope, this)
      case 'binary':
        return compileBinary(expr, scope, this)
      case 'invalid':
        throw new EvalFault('syntax-error', expr.message, this.position(expr))
    }
  }
}

function mindingStack(code: Code): Code {
  return (env, core) => core.nestStep(code, env)
}

function compileList(items: readonly Expr[], scope: Scope | null, file: Compilation): Code {
  const makers = items.map((item) => file.slot(item, scope))
  return (env, core) => {
    core.spend(makers.length)
    core.allocate(2 + 6 * makers.length)
    return makers.map((make) => make(env))
  }
}

function compileAssert(condition: Expr, body: Expr, scope: Scope | null, file: Compilation): Code {
  const test = file.code(condition, scope)
  const rest = file.code(body, scope)
  const position = file.position(condition)
  const decide = (value: Value, env: Env, core: Core): Result => {
    const holds = booleanOf(value, core, position)
    if (holds === false) return core.fail('assertion', 'assertion failed', position)
    // What a user gets if they get anything.
    if (holds instanceof Unknown) return new Unknown(holds.reason, null, [new Thunk(rest, env)])
    return rest(env, core)
  }
  return (env, core) => {
    const value = test(env, core)
    return value === suspended ? core.later((later) => decide(later, env, core)) : decide(value, env, core)
  }
}

function compileIf(
  condition: Expr,
  then: Expr,
  otherwise: Expr,
  scope: Scope | null,
  file: Compilation,
): Code {
  const test = file.code(condition, scope)
  const left = file.code(then, scope)
  const right = file.code(otherwise, scope)
  const position: Position = file.position(condition)
  const decide = (value: Value, env: Env, core: Core): Result => {
    const holds = booleanOf(value, core, position)
    if (holds instanceof Unknown) {
      return new Unknown(holds.reason, null, [new Thunk(left, env), new Thunk(right, env)])
    }
    return holds ? left(env, core) : right(env, core)
  }
  return (env, core) => {
    const value = test(env, core)
    return value === suspended ? core.later((later) => decide(later, env, core)) : decide(value, env, core)
  }
}
