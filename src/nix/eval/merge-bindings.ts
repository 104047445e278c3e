import type { AttrKey, AttrsExpr, Binding, Expr, StaticKey } from '../ast.ts'

/** What an attribute is defined as, after `a.b = …; a.c = …;` and `a = { … }; a.d = …;` are put together. */
export type Definition =
  | { readonly type: 'expr'; readonly expr: Expr; readonly offset: number }
  | { readonly type: 'tree'; readonly tree: BindingTree; readonly offset: number }
  /** `inherit name;`: the variable of the scope around. */
  | { readonly type: 'inherit'; readonly key: StaticKey; readonly offset: number }
  /** `inherit (from) name;`: an attribute of the `from` expression with this index. */
  | { readonly type: 'inherit-from'; readonly from: number; readonly key: StaticKey; readonly offset: number }

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
  const tree: BindingTree = { recursive, statics: new Map(), dynamics: [], froms: [] }
  addBindings(tree, bindings)
  return tree
}

function addBindings(tree: BindingTree, bindings: readonly Binding[]): void {
  for (const binding of bindings) {
    if (binding.type === 'bind') addAt(tree, binding.path, 0, binding.value)
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

function addAt(tree: BindingTree, path: readonly AttrKey[], index: number, value: Expr): void {
  const key = path[index]
  if (key === undefined) return
  const last = index === path.length - 1
  if (key.type === 'dynamic-key') {
    tree.dynamics.push({
      key: key.expr,
      value: last ? define(value, key.start) : nest(path, index + 1, value, key.start),
    })
    return
  }
  const standing = tree.statics.get(key.name)
  if (standing === undefined) {
    tree.statics.set(key.name, last ? define(value, key.start) : nest(path, index + 1, value, key.start))
  } else if (standing.type === 'tree' && !last) addAt(standing.tree, path, index + 1, value)
  else if (standing.type === 'tree' && value.type === 'attrs') addBindings(standing.tree, value.bindings)
  else throw new DuplicateBinding(key.name, key.start)
}

function define(value: Expr, offset: number): Definition {
  return value.type === 'attrs'
    ? { type: 'tree', tree: treeOf(value), offset }
    : { type: 'expr', expr: value, offset }
}

function treeOf(value: AttrsExpr): BindingTree {
  return mergeBindings(value.bindings, value.recursive)
}

function nest(path: readonly AttrKey[], index: number, value: Expr, offset: number): Definition {
  const tree: BindingTree = { recursive: false, statics: new Map(), dynamics: [], froms: [] }
  addAt(tree, path, index, value)
  return { type: 'tree', tree, offset }
}
