import type { EvaluationFault, LibraryExport } from '../../model/inventory.ts'
import type { AttrsExpr, Expr } from '../../nix/ast.ts'
import type { SourceFile } from '../source/source-tree.ts'
import { documentationAbove, documentationAtTop } from './documentation.ts'
import { describeParameters } from './library-parameters.ts'
import type { LibraryContents } from './library-contents.ts'

/**
 * Reads by its text a library that Nix refuses to load: every export is broken, for the same reason.
 * @returns null where the text gives no set with a function
 */
export function readLibraryText(file: SourceFile, fault: EvaluationFault): LibraryContents | null {
  const outer = descend(file.expr)
  const body = outer.type === 'lambda' ? descend(outer.body) : outer
  if (body.type !== 'attrs' || !body.bindings.some(bindsFunction)) return null
  const exports = exportsOf(body, file)
  return {
    arguments: outer.type === 'lambda' ? (describeParameters(outer)[0] ?? null) : null,
    exports,
    broken: new Map(exports.map(({ name }) => [name, fault.message])),
    faults: [fault],
    hardening: new Map(),
    purpose: documentationAtTop(file),
  }
}

function descend(expr: Expr): Expr {
  let at = expr
  while (at.type === 'let' || at.type === 'with' || at.type === 'assert') at = at.body
  return at
}

function bindsFunction(binding: AttrsExpr['bindings'][number]): boolean {
  return binding.type === 'bind' && binding.path.length === 1 && binding.value.type === 'lambda'
}

function exportsOf(body: AttrsExpr, file: SourceFile): readonly LibraryExport[] {
  const exports = body.bindings.flatMap((binding): LibraryExport[] => {
    if (binding.type === 'inherit')
      return binding.names.map((key) => ({
        name: key.name,
        parameters: [],
        documentation: null,
        location: file.locate(key),
      }))
    const [key] = binding.path
    if (key?.type !== 'key' || binding.path.length > 1) return []
    return [
      {
        name: key.name,
        parameters: binding.value.type === 'lambda' ? describeParameters(binding.value) : [],
        documentation: documentationAbove(file, key.start),
        location: file.locate(key),
      },
    ]
  })
  return exports.sort((one, other) => (one.name < other.name ? -1 : 1))
}
