import type { AttrsExpr, LetExpr } from '../ast.ts'
import type { Compilation, SlotMaker } from './compilation.ts'
import { compileVariable } from './compile-variable.ts'
import { addDynamics, type Dynamic } from './dynamic-attributes.ts'
import { DuplicateBinding, mergeBindings, type BindingTree, type Definition } from './merge-bindings.ts'
import type { Scope } from './scope.ts'
import {
  Attr,
  AttrSet,
  EvalFault,
  Thunk,
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Slot,
} from './value.ts'

/** `{ … }` and `rec { … }`. */
export function compileAttrs(expr: AttrsExpr, scope: Scope | null, file: Compilation): Code {
  return compileTree(merged(expr.bindings, expr.recursive, file), scope, file)
}

/** `let … in …`. */
export function compileLet(expr: LetExpr, scope: Scope | null, file: Compilation): Code {
  const tree = merged(expr.bindings, true, file)
  const dynamic = tree.dynamics[0]
  if (dynamic !== undefined) {
    throw new EvalFault(
      'syntax-error',
      'dynamic attributes are not allowed in let',
      file.position(dynamic.key),
    )
  }
  const { inner, fill } = compileVariables(tree, scope, file)
  const body = file.code(expr.body, inner)
  return (env, core) => body(fill(env, core), core)
}

function merged(bindings: AttrsExpr['bindings'], recursive: boolean, file: Compilation): BindingTree {
  try {
    return mergeBindings(bindings, recursive)
  } catch (error) {
    if (!(error instanceof DuplicateBinding)) throw error
    throw new EvalFault('syntax-error', error.message, { path: file.path, offset: error.offset })
  }
}

function compileTree(tree: BindingTree, scope: Scope | null, file: Compilation): Code {
  return tree.recursive ? compileRecursive(tree, scope, file) : compilePlain(tree, scope, file)
}

type Variables = { readonly inner: Scope; readonly fill: (env: Env, core: Core) => Env }

/** Makes a slot of a scope that is being filled; `sources` are those of its `inherit (…)`. */
type VariableMaker = (own: Env, outer: Env, sources: readonly Slot[]) => Slot

/** The scope of a `let` or `rec`, and how its environment is made. */
function compileVariables(tree: BindingTree, scope: Scope | null, file: Compilation): Variables {
  const index = new Map([...tree.statics.keys()].map((name, position) => [name, position]))
  const inner: Scope = { type: 'variables', index, up: scope }
  const froms = tree.froms.map((from) => file.delayedCode(from, inner))
  const makers = [...tree.statics.values()].map((definition) => variableMaker(definition, inner, scope, file))
  const fill = (env: Env, core: Core): Env => {
    core.spend(makers.length)
    core.allocate(4 + 8 * makers.length)
    const slots: Slot[] = []
    const own: Env = { slots, up: env }
    const sources = froms.map((from) => new Thunk(from, own))
    for (const make of makers) slots.push(make(own, env, sources))
    return own
  }
  return { inner, fill }
}

function variableMaker(
  definition: Definition,
  inner: Scope,
  outer: Scope | null,
  file: Compilation,
): VariableMaker {
  switch (definition.type) {
    case 'inherit': {
      const make = inheritedSlot(definition, outer, file)
      return (_own, env) => make(env)
    }
    case 'inherit-from': {
      const make = selectedSlot(definition, file)
      return (_own, _env, sources) => make(sources)
    }
    default:
      return definedSlot(definition, inner, file, true)
  }
}

function definedSlot(
  definition: Definition & { readonly type: 'expr' | 'tree' },
  scope: Scope | null,
  file: Compilation,
  constructing: boolean,
): SlotMaker {
  if (definition.type === 'expr') return file.slot(definition.expr, scope, constructing)
  const code = file.delayed(() => compileTree(definition.tree, scope, file))
  return (env) => new Thunk(code, env)
}

function inheritedSlot(
  { key }: Definition & { readonly type: 'inherit' },
  scope: Scope | null,
  file: Compilation,
): SlotMaker {
  return file.slot({ type: 'variable', name: key.name, start: key.start, end: key.end }, scope)
}

function selectedSlot(
  { from, key }: Definition & { readonly type: 'inherit-from' },
  file: Compilation,
): (sources: readonly Slot[]) => Slot {
  const position = file.position(key)
  const code: Code = (env, core) => {
    const source = core.forceStep(env.slots[from] ?? null, position)
    if (source === suspended) return core.later((later) => core.selectStep(later, key.name, position))
    return core.selectStep(source, key.name, position)
  }
  return (sources) => new Thunk(code, { slots: sources, up: null })
}

function compileRecursive(tree: BindingTree, scope: Scope | null, file: Compilation): Code {
  if (tree.statics.has('__overrides')) {
    const unknown = new Unknown('__overrides is not evaluated')
    return () => unknown
  }
  const { inner, fill } = compileVariables(tree, scope, file)
  const names = [...tree.statics].map(([name, { offset }]) => ({
    name,
    position: file.position({ start: offset }),
  }))
  const dynamics = compileDynamics(tree, inner, file)
  return (env, core) => {
    const own = fill(env, core)
    core.allocate(8 * names.length)
    const attrs = new Map<string, Attr>()
    for (const [index, { name, position }] of names.entries()) {
      attrs.set(name, new Attr(own.slots[index] ?? null, position))
    }
    return dynamics.length === 0 ? new AttrSet(attrs) : addDynamics(attrs, dynamics, own, core)
  }
}

function compilePlain(tree: BindingTree, scope: Scope | null, file: Compilation): Code {
  const froms = tree.froms.map((from) => file.delayedCode(from, scope))
  const makers = [...tree.statics].map(([name, definition]) => ({
    name,
    position: file.position({ start: definition.offset }),
    make: plainMaker(definition, scope, file),
  }))
  const dynamics = compileDynamics(tree, scope, file)
  return (env, core) => {
    core.spend(makers.length + 1)
    core.allocate(4 + 14 * makers.length)
    const sources = froms.map((from) => new Thunk(from, env))
    const attrs = new Map<string, Attr>()
    for (const { name, position, make } of makers) attrs.set(name, new Attr(make(env, sources), position))
    return dynamics.length === 0 ? new AttrSet(attrs) : addDynamics(attrs, dynamics, env, core)
  }
}

function plainMaker(
  definition: Definition,
  scope: Scope | null,
  file: Compilation,
): (env: Env, sources: readonly Slot[]) => Slot {
  switch (definition.type) {
    case 'inherit':
      return inheritedSlot(definition, scope, file)
    case 'inherit-from': {
      const make = selectedSlot(definition, file)
      return (_env, sources) => make(sources)
    }
    default:
      return definedSlot(definition, scope, file, false)
  }
}

function compileDynamics(tree: BindingTree, scope: Scope | null, file: Compilation): readonly Dynamic[] {
  return tree.dynamics.map(({ key, value }) => ({
    key: file.code(key, scope),
    make: dynamicSlot(value, scope, file),
    position: file.position({ start: value.offset }),
  }))
}

function dynamicSlot(definition: Definition, scope: Scope | null, file: Compilation): SlotMaker {
  if (definition.type === 'expr' || definition.type === 'tree')
    return definedSlot(definition, scope, file, false)
  const code = compileVariable({ name: definition.key.name, start: definition.key.start }, scope, file)
  return (env) => new Thunk(code, env)
}
