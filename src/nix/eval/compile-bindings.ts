import type { Expr } from '../ast.ts'
import { positionOf, type Compilation, type SlotMaker } from './compilation.ts'
import type { BindingTree, Definition } from './merge-bindings.ts'
import type { Scope } from './scope.ts'
import {
  Attr,
  AttrSet,
  Thunk,
  Unknown,
  typeName,
  type Code,
  type Env,
  type Machine,
  type Position,
  type Slot,
} from './value.ts'

/** What compiles the expressions inside bindings. */
export type Compiler = {
  readonly compile: (expr: Expr, scope: Scope | null, file: Compilation) => Code
  readonly slotMaker: (
    expr: Expr,
    scope: Scope | null,
    file: Compilation,
    constructing?: boolean,
  ) => SlotMaker
  readonly compileVariable: (name: string, scope: Scope | null, file: Compilation, position: Position) => Code
}

/** Code that makes the set. */
export function compileTree(
  tree: BindingTree,
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): Code {
  return tree.recursive
    ? compileRecursive(tree, scope, file, compiler)
    : compilePlain(tree, scope, file, compiler)
}

/** The scope of a `let` or `rec`, and how its environment is made. */
export function fillEnv(
  tree: BindingTree,
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): { inner: Scope; fill: (env: Env, machine: Machine) => Env } {
  const index = new Map([...tree.statics.keys()].map((name, position) => [name, position]))
  const inner: Scope = { type: 'variables', index, up: scope }
  const froms = tree.froms.map((from) => compiler.compile(from, inner, file))
  const makers = [...tree.statics.values()].map((definition) =>
    recursiveSlot(definition, inner, scope, file, compiler),
  )
  const fill = (env: Env, machine: Machine): Env => {
    machine.spend(makers.length)
    const slots: Slot[] = new Array<Slot>(makers.length)
    const own: Env = { slots, up: env }
    const sources = froms.map((from) => new Thunk(from, own))
    for (let position = 0; position < makers.length; position++) {
      const maker = makers[position]
      if (maker !== undefined) slots[position] = maker(own, env, sources)
    }
    return own
  }
  return { inner, fill }
}

type RecursiveSlotMaker = (own: Env, outer: Env, sources: readonly Slot[]) => Slot

function recursiveSlot(
  definition: Definition,
  inner: Scope,
  outer: Scope | null,
  file: Compilation,
  compiler: Compiler,
): RecursiveSlotMaker {
  switch (definition.type) {
    case 'expr': {
      const make = compiler.slotMaker(definition.expr, inner, file, true)
      return (own) => make(own)
    }
    case 'tree': {
      const code = compileTree(definition.tree, inner, file, compiler)
      return (own) => new Thunk(code, own)
    }
    case 'inherit': {
      const make = inheritedSlot(definition, outer, file, compiler)
      return (_own, env) => make(env)
    }
    case 'inherit-from': {
      const make = selectedSlot(definition, file)
      return (_own, _env, sources) => make(sources)
    }
  }
}

function inheritedSlot(
  definition: Definition & { type: 'inherit' },
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): SlotMaker {
  const { name, start, end } = definition.key
  return compiler.slotMaker({ type: 'variable', name, start, end }, scope, file)
}

function selectedSlot(
  definition: Definition & { type: 'inherit-from' },
  file: Compilation,
): (sources: readonly Slot[]) => Slot {
  const { from, key } = definition
  const position = positionOf(key, file)
  return (sources) => {
    const source = sources[from] ?? null
    return new Thunk((machine: Machine) => machine.select(machine.force(source), key.name, position), null)
  }
}

function compileRecursive(
  tree: BindingTree,
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): Code {
  if (tree.statics.has('__overrides')) {
    const unknown = new Unknown('__overrides is not supported')
    return () => unknown
  }
  const { inner, fill } = fillEnv(tree, scope, file, compiler)
  const names = [...tree.statics].map(([name, { offset }]) => ({
    name,
    position: { path: file.path, offset },
  }))
  const dynamics = compileDynamics(tree, inner, file, compiler)
  return (env, machine) => {
    const own = fill(env, machine)
    const attrs = new Map<string, Attr>()
    for (const [index, { name, position }] of names.entries()) {
      attrs.set(name, new Attr(own.slots[index] ?? null, position))
    }
    return finishSet(attrs, dynamics, own, machine)
  }
}

function compilePlain(tree: BindingTree, scope: Scope | null, file: Compilation, compiler: Compiler): Code {
  const froms = tree.froms.map((from) => compiler.compile(from, scope, file))
  const makers = [...tree.statics].map(([name, definition]) => ({
    name,
    position: { path: file.path, offset: definition.offset },
    make: plainSlot(definition, scope, file, compiler),
  }))
  const dynamics = compileDynamics(tree, scope, file, compiler)
  return (env, machine) => {
    machine.spend(makers.length + 1)
    const sources = froms.map((from) => new Thunk(from, env))
    const attrs = new Map<string, Attr>()
    for (const { name, position, make } of makers) attrs.set(name, new Attr(make(env, sources), position))
    return finishSet(attrs, dynamics, env, machine)
  }
}

function plainSlot(
  definition: Definition,
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): (env: Env, sources: readonly Slot[]) => Slot {
  switch (definition.type) {
    case 'expr':
      return compiler.slotMaker(definition.expr, scope, file)
    case 'tree': {
      const code = compileTree(definition.tree, scope, file, compiler)
      return (env) => new Thunk(code, env)
    }
    case 'inherit':
      return inheritedSlot(definition, scope, file, compiler)
    case 'inherit-from': {
      const make = selectedSlot(definition, file)
      return (_env, sources) => make(sources)
    }
  }
}

type Dynamic = { readonly key: Code; readonly make: (env: Env) => Slot; readonly position: Position }

function compileDynamics(
  tree: BindingTree,
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): readonly Dynamic[] {
  return tree.dynamics.map(({ key, value }) => ({
    key: compiler.compile(key, scope, file),
    make: dynamicValue(value, scope, file, compiler),
    position: { path: file.path, offset: value.offset },
  }))
}

function dynamicValue(
  definition: Definition,
  scope: Scope | null,
  file: Compilation,
  compiler: Compiler,
): SlotMaker {
  if (definition.type === 'expr') return compiler.slotMaker(definition.expr, scope, file)
  const code =
    definition.type === 'tree'
      ? compileTree(definition.tree, scope, file, compiler)
      : compiler.compileVariable(definition.key.name, scope, file, positionOf(definition.key, file))
  return (env) => new Thunk(code, env)
}

/** Adds the dynamic attributes. A key that is null leaves its attribute out. */
function finishSet(
  attrs: Map<string, Attr>,
  dynamics: readonly Dynamic[],
  env: Env,
  machine: Machine,
): AttrSet {
  let rest: Unknown | null = null
  for (const { key, make, position } of dynamics) {
    const name = machine.force(key(env, machine))
    if (name instanceof Unknown) rest = name
    else if (typeof name === 'string') {
      if (attrs.has(name))
        machine.fail('invalid-value', `dynamic attribute '${name}' is already defined`, position)
      attrs.set(name, new Attr(make(env), position))
    } else if (name !== null) {
      machine.fail('type-error', `an attribute name must be a string, this is a ${typeName(name)}`, position)
    }
  }
  return new AttrSet(attrs, rest)
}
