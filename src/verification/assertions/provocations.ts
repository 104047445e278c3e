import type { Slot } from '../../nix/eval/value.ts'
import type { Stage } from '../machine/stage.ts'
import type { FreeOption } from '../survey-module.ts'
import { comparedLiterals } from './compared-literals.ts'
import { provokingValues } from './provoking-values.ts'
import type { AssertedModule } from './search-refusal.ts'

/** The options of a module with the values that are tried of each; they are made when they are first asked for. */
export function provocations(
  path: string,
  free: readonly FreeOption[],
  { world }: Stage,
): AssertedModule['options'] {
  const root = world.tree.read(path)?.expr
  const literals = root === undefined ? [] : comparedLiterals(root)
  return free.map(({ path: name, option, elements }) => {
    const others = free.flatMap(({ option: other, value }) =>
      other !== option && (typeof value === 'bigint' || typeof value === 'string') ? [value] : [],
    )
    const make = (): readonly Slot[] => {
      const result = world.evaluator.attempt((machine) =>
        provokingValues(option, { literals, others, elements }, machine),
      )
      return result.ok ? result.value : []
    }
    let made: readonly Slot[] | null = null
    return {
      path: name,
      values: () => (made ??= make()),
    }
  })
}
