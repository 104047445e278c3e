import type { AttrBinding, AttrsExpr, Binding, Expr, Formal, Node, StaticKey } from './ast.ts'
import type { SyntaxFault } from './syntax-fault.ts'

/** What a name of a set is bound to so far: `inner` are the names below it, where sets are merged into it. */
type Entry = { readonly key: Node; readonly value: Expr | null; inner: Scope | null }
type Scope = Map<string, Entry>

/**
 * Finds names that a set or a `let` defines twice. As in Nix (parser.y, `addAttr`), `a.b = 1; a.c = 2;` and
 * `a = { b = 1; }; a = { c = 2; };` are merged and are no fault; computed names are not compared.
 */
export function findDuplicateAttributes(bindings: readonly Binding[]): readonly SyntaxFault[] {
  if (bindings.length < 2) return []
  const faults: SyntaxFault[] = []
  addBindings(new Map(), bindings, faults)
  return faults
}

function addBindings(scope: Scope, bindings: readonly Binding[], faults: SyntaxFault[]): void {
  for (const binding of bindings) {
    if (binding.type === 'bind') addBinding(scope, binding, faults)
    else for (const key of binding.names) addName(scope, key, faults)
  }
}

function addName(scope: Scope, key: StaticKey, faults: SyntaxFault[]): void {
  const first = scope.get(key.name)
  if (first) faults.push(duplicateAttribute(key.name, key, first.key))
  else scope.set(key.name, { key, value: null, inner: null })
}

function addBinding(outer: Scope, binding: AttrBinding, faults: SyntaxFault[]): void {
  let scope = outer
  let name = ''
  for (let depth = 0; depth < binding.path.length; depth++) {
    const key = binding.path[depth]
    if (key?.type !== 'key') return
    name = depth === 0 ? key.name : `${name}.${key.name}`
    const last = depth === binding.path.length - 1
    const entry = scope.get(key.name)
    if (!entry) {
      const inner: Scope | null = last ? null : new Map()
      scope.set(key.name, { key, value: last ? binding.value : null, inner })
      if (inner) scope = inner
      continue
    }
    const merged = namesBelow(entry)
    const clash = merged === null || (last && binding.value.type !== 'attrs')
    if (clash) faults.push(duplicateAttribute(name, key, entry.key))
    if (clash || last) {
      if (!clash && binding.value.type === 'attrs') mergeNames(merged, binding.value, name, faults)
      return
    }
    scope = merged
  }
}

/** The names of the set an entry stands for; null where it stands for something else. */
function namesBelow(entry: Entry): Scope | null {
  if (entry.inner === null && entry.value?.type === 'attrs') {
    entry.inner = new Map()
    addBindings(entry.inner, entry.value.bindings, [])
  }
  return entry.inner
}

/** Nix merges two sets of one name one level deep only: a name of both is a duplicate, even if both are sets. */
function mergeNames(scope: Scope, attrs: AttrsExpr, prefix: string, faults: SyntaxFault[]): void {
  const added: Scope = new Map()
  addBindings(added, attrs.bindings, [])
  for (const [name, entry] of added) {
    const first = scope.get(name)
    if (first) faults.push(duplicateAttribute(`${prefix}.${name}`, entry.key, first.key))
    else scope.set(name, entry)
  }
}

function duplicateAttribute(path: string, second: Node, first: Node): SyntaxFault {
  return fault('duplicate-attribute', `attribute '${path}' is already defined`, second, first)
}

/** Finds arguments that a function names twice, in its braces or before or after the `@`. */
export function findDuplicateFormals(
  names: readonly Formal[],
  parameter: { readonly name: string; readonly at: Node } | null,
): readonly SyntaxFault[] {
  const seen = new Map<string, Node>()
  const faults: SyntaxFault[] = []
  const add = (name: string, node: Node): void => {
    const first = seen.get(name)
    if (first) faults.push(fault('duplicate-formal', `argument '${name}' is already named`, node, first))
    else seen.set(name, node)
  }
  for (const formal of names) add(formal.name, formal)
  if (parameter) add(parameter.name, parameter.at)
  return faults
}

function fault(code: SyntaxFault['code'], message: string, second: Node, first: Node): SyntaxFault {
  const { start, end } = second
  return { code, start, end, message, other: { start: first.start, end: first.end } }
}
