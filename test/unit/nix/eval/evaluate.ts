import { loadNixParser } from '../../../../grammar/load.ts'
import { toPlain, type Plain } from '../../../../src/nix/eval/builtins/json.ts'
import { defaultBudget, type Budget } from '../../../../src/nix/eval/budget.ts'
import { createEvaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown, type FaultCode, type Slot } from '../../../../src/nix/eval/value.ts'
import { lib } from '../../../../src/nix/lib/index.ts'
import { makePackageSet } from '../../../../src/nix/lib/package-set.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'

const parser = await loadNixParser()
const globals = new Map<string, Slot>([
  ['lib', lib],
  ['pkgs', makePackageSet(lib)],
])

export type Outcome =
  | { readonly value: Plain }
  | { readonly unknown: string }
  /** `file:line:column` of what fails. */
  | { readonly code: FaultCode; readonly message: string; readonly at: string | null }

/** Evaluates an expression to the bottom, with `lib` and `pkgs` in scope. */
export function evaluate(
  expression: string,
  options: { readonly budget?: Partial<Budget>; readonly files?: Readonly<Record<string, string>> } = {},
): Outcome {
  const budget = { ...defaultBudget, ...options.budget }
  const evaluator = createEvaluator({
    parser,
    globals,
    budget,
    snapshot: memorySnapshot(options.files ?? {}),
  })
  const start = evaluator.evaluateText(expression, 'test.nix')
  const result = start.ok ? evaluator.attempt((machine) => toPlain(start.value, machine)) : start
  if (result.ok)
    return result.value instanceof Unknown ? { unknown: result.value.reason } : { value: result.value }
  const { code, message, position } = result.fault
  const place = position === null ? null : evaluator.locate(position)
  return { code, message, at: place === null ? null : `${place.path}:${place.line}:${place.column}` }
}
