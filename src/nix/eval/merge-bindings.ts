import type { AttrKey, Binding, Expr, StaticKey } from '../ast.ts'

/** What an attribute is defined as, after `a.b = …; a.c = …;` and `a = { … }; a.d = …;` are put together. */
export type Definition =
  | { readonly type: 'expr'; readonly expr: Expr; readonly offset: number }
  | { readonly type: 'tree'; readonly tree: BindingTree; readonly offset: number }
  /** `inherit name;`: the variable of the scope around. */
  | { readonly type: 'inherit'; readonly key: StaticKey; readonly offset: number }
  /** `inherit (from) name;`: an attribute of the `from` expression with this index. */
  | { readonly type: 'inherit-from'; readonly from: number; readonly key: StaticKey; readonly offset: number }

/** The bindings of one set. `offset` of a definition is where its attribute path starts, as in Nix. */
export type BindingTree = {
  readonly recursive: boolean
  readonly statics: Map<string, Definition>
  readonly dynamics: { readonly key: Expr; readonly value: Definition }[]
  readonly froms: Expr[]
}

/** Two definitions that cannot be put together. */
export class DuplicateBinding extends Error {
  readonly offset: number
  constructor(name: string, offset: number) {
    super(`attribute '${name}' is defined twice`)
    this.offset = offset
  }
}

/**
 * Puts the bindings of a set or `let` together as Nix's parser does: nested paths grow one set, and a set literal
 * merges with what stands under the same name already.
 * @throws DuplicateBinding
 */
export function mergeBindings(bindings: readonly Binding[], recursive: boolean): BindingTree {
  const tree = emptyTree(recursive)
  addBindings(tree, bindings)
  return tree
}

function emptyTree(recursive: boolean): BindingTree {
  return { recursive, statics: new Map(), dynamics: [], froms: [] }
}

function addBindings(tree: BindingTree, bindings: readonly Binding[]): void {
  for (const binding of bindings) {
    if (binding.type === 'bind') addPath(tree, binding.path, binding.value)
    else {
      const from = binding.from === null ? -1 : tree.froms.push(binding.from) - 1
      for (const key of binding.names) {
        if (tree.statics.has(key.name)) throw new DuplicateBinding(key.name, key.start)
        const offset = key.start
        tree.statics.set(
          key.name,
          from < 0 ? { type: 'inherit', key, offset } : { type: 'inherit-from', from, key, offset },
        )
      }
    }
  }
}

function addPath(root: BindingTree, path: readonly AttrKey[], value: Expr): void {
  const offset = path[0]?.start ?? 0
  let tree = root
  for (const [index, key] of path.entries()) {
    if (index === path.length - 1) addLast(tree, key, value, offset)
    else tree = descend(tree, key, offset)
  }
}

/** The set under a key that has more keys behind it. */
function descend(tree: BindingTree, key: AttrKey, offset: number): BindingTree {
  if (key.type === 'dynamic-key') {
    const inner = emptyTree(false)
    tree.dynamics.push({ key: key.expr, value: { type: 'tree', tree: inner, offset } })
    return inner
  }
  const standing = tree.statics.get(key.name)
  if (standing === undefined) {
    const inner = emptyTree(false)
    tree.statics.set(key.name, { type: 'tree', tree: inner, offset })
    return inner
  }
  return openSet(tree, key, standing)
}

function addLast(tree: BindingTree, key: AttrKey, value: Expr, offset: number): void {
  if (key.type === 'dynamic-key') {
    tree.dynamics.push({ key: key.expr, value: { type: 'expr', expr: value, offset } })
    return
  }
  const standing = tree.statics.get(key.name)
  if (standing === undefined) tree.statics.set(key.name, { type: 'expr', expr: value, offset })
  else if (value.type !== 'attrs') throw new DuplicateBinding(key.name, key.start)
  else addBindings(openSet(tree, key, standing), value.bindings)
}

/** What stands under a name as a set that can grow. */
function openSet(tree: BindingTree, key: StaticKey, standing: Definition): BindingTree {
  if (standing.type === 'tree') return standing.tree
  if (standing.type !== 'expr' || standing.expr.type !== 'attrs')
    throw new DuplicateBinding(key.name, key.start)
  const opened = mergeBindings(standing.expr.bindings, standing.expr.recursive)
  tree.statics.set(key.name, { type: 'tree', tree: opened, offset: standing.offset })
  return opened
}
