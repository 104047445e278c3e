import { loadNixParser } from '../../../../grammar/load.ts'
import { canonical, evaluateByNix } from '../../../support/evaluate-by-nix.ts'
import { nixpkgsLib } from '../../../support/nixpkgs-lib.ts'
import { evaluateWithLib } from './evaluate-with-lib.ts'

/** So many expressions are given to one process of Nix. */
const batch = 300

/** A difference between ours and nixpkgs' answer. */
export type Difference = { readonly expression: string; readonly ours: unknown; readonly theirs: unknown }

/** Evaluates expressions over `lib` here and with nixpkgs' own; where we do not know, there is nothing to compare. */
export async function differences(
  expressions: readonly string[],
): Promise<{ readonly wrong: readonly Difference[]; readonly unknown: readonly string[] }> {
  const parser = await loadNixParser()
  const unknown: string[] = []
  const wrong: Difference[] = []
  for (let index = 0; index < expressions.length; index += batch) {
    const part = expressions.slice(index, index + batch)
    const outcomes = evaluateByNix(part, `let lib = import (/. + ${JSON.stringify(nixpkgsLib)}); in`)
    for (const [position, expression] of part.entries()) {
      const here = evaluateWithLib(expression, parser)
      if ('unknown' in here) {
        unknown.push(expression)
        continue
      }
      const outcome = outcomes[position] ?? 'fails'
      const ours = 'value' in here ? { value: canonical(here.value) } : here
      const theirs = outcome === 'fails' ? outcome : { value: canonical(outcome.value) }
      const same = 'fault' in ours ? theirs === 'fails' : JSON.stringify(ours) === JSON.stringify(theirs)
      if (!same) wrong.push({ expression, ours, theirs })
    }
  }
  return { wrong, unknown }
}
