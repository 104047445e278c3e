import type { AttrsExpr, Binding, Expr } from '../../nix/ast.ts'
import { rootLambda } from '../syntax/collect-facts.ts'
import type { SourceTree } from '../source/source-tree.ts'

export type FlakeInput = { readonly name: string; readonly url: string | null }

/**
 * Reads the inputs of `flake.nix` from its text, as Nix itself does: they must be literal. Inputs that `outputs` takes
 * without declaring them come from the flake registry under their own name.
 */
export function readInputs(tree: SourceTree): readonly FlakeInput[] {
  const file = tree.read('flake.nix')
  if (file?.expr.type !== 'attrs') return []
  const inputs = new Map<string, string | null>()
  for (const binding of file.expr.bindings) readInputBinding(binding, inputs)
  for (const name of outputArguments(file.expr))
    if (name !== 'self' && !inputs.has(name)) inputs.set(name, null)
  return [...inputs].map(([name, url]) => ({ name, url }))
}

/** `inputs = { a.url = …; };`, `inputs.a = { url = …; };`, `inputs.a.url = …;`. */
function readInputBinding(binding: Binding, inputs: Map<string, string | null>): void {
  if (binding.type !== 'bind') return
  const names = binding.path.map((key) => (key.type === 'key' ? key.name : null))
  if (names[0] !== 'inputs') return
  readInput(names.slice(1), binding.value, inputs)
}

function readInput(names: readonly (string | null)[], value: Expr, inputs: Map<string, string | null>): void {
  const [name, field] = names
  if (name === null || field === null) return
  if (name !== undefined && field !== undefined) {
    inputs.set(name, addressWith(inputs.get(name) ?? null, field, textOf(value)))
    return
  }
  if (value.type !== 'attrs') return
  if (name !== undefined && !inputs.has(name)) inputs.set(name, null)
  for (const binding of value.bindings) {
    if (binding.type !== 'bind') continue
    const keys = binding.path.map((key) => (key.type === 'key' ? key.name : null))
    readInput(name === undefined ? keys : [name, ...keys], binding.value, inputs)
  }
}

/** The address of an input, as far as it was read, with one more of its fields: `url`, or `type`, `owner` and `repo`. */
function addressWith(address: string | null, field: string, value: string | null): string | null {
  if (field === 'url') return value
  if (value === null || (field !== 'owner' && field !== 'repo')) return address
  return field === 'owner' ? `${value}/${address ?? ''}` : `${address ?? ''}${value}`
}

function textOf(expr: Expr): string | null {
  if (expr.type !== 'string') return null
  return expr.parts.every((part) => typeof part === 'string') ? expr.parts.join('') : null
}

function outputArguments(flake: AttrsExpr): readonly string[] {
  const outputs = flake.bindings.find(
    (binding) =>
      binding.type === 'bind' && binding.path[0]?.type === 'key' && binding.path[0].name === 'outputs',
  )
  if (outputs?.type !== 'bind') return []
  return rootLambda(outputs.value)?.formals?.names.map(({ name }) => name) ?? []
}
