import { toPlain, type Plain } from '../../../../src/nix/eval/builtins/json.ts'
import { createEvaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown, type FaultCode, type Slot } from '../../../../src/nix/eval/value.ts'
import { lib } from '../../../../src/nix/lib/index.ts'
import type { NixParser } from '../../../../src/nix/parser.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'

/** What we make of an expression. */
export type Ours =
  | { readonly value: Plain }
  | { readonly unknown: string }
  | { readonly fault: string; readonly code: FaultCode }

/**
 * Evaluates an expression over `lib` to the bottom.
 * @param names other names in scope
 * @param files of the repository it stands in
 */
export function evaluateWithLib(
  expression: string,
  parser: NixParser,
  names: ReadonlyMap<string, Slot> = new Map(),
  files: Readonly<Record<string, string>> = {},
): Ours {
  const globals = new Map<string, Slot>([['lib', lib], ...names])
  const evaluator = createEvaluator({ parser, snapshot: memorySnapshot(files), globals })
  const value = evaluator.evaluateText(expression, 'test.nix')
  if (!value.ok) return { fault: value.fault.message, code: value.fault.code }
  const plain = evaluator.attempt((machine) => toPlain(value.value, machine))
  if (!plain.ok) return { fault: plain.fault.message, code: plain.fault.code }
  return plain.value instanceof Unknown ? { unknown: plain.value.reason } : { value: plain.value }
}
