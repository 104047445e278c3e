import { align } from '../../alignment/align.ts'
import { buildInventory } from '../../inventory/build-inventory.ts'
import { byCodeUnit } from '../text/words.ts'
import { bringLibrary, lacksLibrary } from './library/bring-library.ts'
import type { ScaffoldInput } from './plan-scaffold.ts'
import type { ScaffoldPlan } from './scaffold-plan.ts'
import { withFiles } from './with-files.ts'

/**
 * A scaffold for a repository without shared libraries: as it is, with the offer of the keeper's library, or with that
 * library brought along, as `scaffold.libraries` of the config has it.
 * @param plain the scaffold without a library
 * @param plan how to scaffold, once the library is there
 */
export function scaffoldWithLibrary(
  plain: ScaffoldPlan,
  input: ScaffoldInput,
  plan: (input: ScaffoldInput) => ScaffoldPlan,
): ScaffoldPlan {
  const { libraries } = input.config.scaffold
  if (libraries === 'none' || !wantsLibrary(plain, input)) return plain
  if (libraries === 'offer') return { ...plain, ownLibrary: { type: 'offered' } }
  return scaffoldOnTop(plain, input, plan) ?? plain
}

/** Whether there is a module that a library could serve, in a house that has none. */
function wantsLibrary(plain: ScaffoldPlan, { alignment, ownLibrary }: ScaffoldInput): boolean {
  if (ownLibrary === undefined || !lacksLibrary(alignment.inventory)) return false
  const kinds = new Map(alignment.packages.map(({ package: { attr }, kind }) => [attr, kind]))
  return (
    plain.modules.every(({ library }) => library === null) &&
    plain.modules.some(({ attr }) => kinds.get(attr) !== 'frontend')
  )
}

/** Scaffolds as if the library were there; null where that does not go as well as without it. */
function scaffoldOnTop(
  plain: ScaffoldPlan,
  input: ScaffoldInput,
  plan: (input: ScaffoldInput) => ScaffoldPlan,
): ScaffoldPlan | null {
  const base = input.base ?? input.snapshot
  const brought = input.ownLibrary === undefined ? null : bringLibrary(base, input.ownLibrary)
  if (brought === null) return null
  const { path, files } = brought
  const { parser, config } = input
  const snapshot = withFiles(input.snapshot, files)
  const made = plan({
    ...input,
    snapshot,
    base: withFiles(base, files),
    alignment: align(buildInventory({ snapshot, parser, config }), config),
    config: { ...config, scaffold: { ...config.scaffold, library: path } },
  })
  const isUsed = made.modules.some(({ library }) => library === path)
  if (!isUsed || made.modules.length < plain.modules.length) return null
  const added = [...files].map(([file, content]) => ({ path: file, content }))
  return {
    ...made,
    files: [...made.files, ...added].sort((a, b) => byCodeUnit(a.path, b.path)),
    ownLibrary: { type: files.size === 0 ? 'used' : 'added', path },
  }
}
