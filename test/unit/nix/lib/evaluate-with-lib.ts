import { toPlain, type Plain } from '../../../../src/nix/eval/builtins/json.ts'
import { createEvaluator, type Evaluator } from '../../../../src/nix/eval/evaluator.ts'
import { Unknown, type FaultCode, type Slot } from '../../../../src/nix/eval/value.ts'
import { lib } from '../../../../src/nix/lib/index.ts'
import type { NixParser } from '../../../../src/nix/parser.ts'
import { memorySnapshot } from '../../../support/snapshot.ts'
import { outline, type Outline } from './partly-known.ts'

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
  const evaluator = evaluatorWithLib(parser, names, files)
  const value = evaluator.evaluateText(expression, 'test.nix')
  if (!value.ok) return { fault: value.fault.message, code: value.fault.code }
  const plain = evaluator.attempt((machine) => toPlain(value.value, machine))
  if (!plain.ok) return { fault: plain.fault.message, code: plain.fault.code }
  return plain.value instanceof Unknown ? { unknown: plain.value.reason } : { value: plain.value }
}

/** What is known of what an expression over `lib` comes to; null where it fails. */
export function outlineWithLib(
  expression: string,
  parser: NixParser,
  names: ReadonlyMap<string, Slot>,
): Outline | null {
  const evaluator = evaluatorWithLib(parser, names, {})
  const value = evaluator.evaluateText(expression, 'test.nix')
  if (!value.ok) return null
  const drawn = evaluator.attempt((machine) => outline(value.value, machine))
  return drawn.ok ? drawn.value : null
}

function evaluatorWithLib(
  parser: NixParser,
  names: ReadonlyMap<string, Slot>,
  files: Readonly<Record<string, string>>,
): Evaluator {
  const globals = new Map<string, Slot>([['lib', lib], ...names])
  return createEvaluator({ parser, snapshot: memorySnapshot(files), globals })
}
