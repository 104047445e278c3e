import { readOwnTemplates, templatesFolder } from '../../config/own-templates.ts'
import type { Problem } from '../../model/problem.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import { planRenderer, templatesInForce, type Templates } from '../plan-renderer.ts'

/** Faults of the repository's own templates as a change leaves them: of those alone that it adds or edits. */
export function changedTemplateProblems(
  base: Snapshot,
  head: Snapshot,
  templates: Templates,
): readonly Problem[] {
  const changed = Object.entries(readOwnTemplates(head) ?? {}).filter(
    ([path]) => base.entries.get(path)?.hash !== head.entries.get(path)?.hash,
  )
  if (changed.length === 0) return []
  const builtIn = new Map([...templates].filter(([path]) => !path.startsWith(`${templatesFolder}/`)))
  return planRenderer(templatesInForce(builtIn, Object.fromEntries(changed))).problems()
}
