import type { EvalFault, Machine } from '../../nix/eval/value.ts'

/** Does work on values, and gives back what it ran into; null where it went well. */
export function catchFault(machine: Machine, work: () => void): EvalFault | null {
  return machine.guard<EvalFault | null>(
    () => {
      work()
      return null
    },
    (fault) => fault,
  )
}
