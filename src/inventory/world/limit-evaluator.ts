import type { Evaluated, Evaluator } from '../../nix/eval/evaluator.ts'
import { EvalFault, type Machine } from '../../nix/eval/value.ts'

/** An evaluator that gives up once all its attempts together have cost too much. */
export function limitEvaluator(evaluator: Evaluator, steps: number): Evaluator {
  let spent = 0
  function attempt<T>(work: (machine: Machine) => T): Evaluated<T> {
    if (spent > steps) {
      const message = `evaluating the repository takes more than ${steps} steps`
      return { ok: false, fault: new EvalFault('budget', message, null) }
    }
    const result = evaluator.attempt(work)
    spent += evaluator.steps
    return result
  }
  return { ...evaluator, attempt }
}
