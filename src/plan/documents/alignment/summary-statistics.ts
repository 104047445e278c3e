import type { Status } from '../../../model/alignment.ts'
import { historyPaths } from '../alignment-history.ts'
import type { Section } from '../section.ts'

const statuses: readonly (readonly [status: Status, label: string])[] = [
  ['aligned', 'Services with their module'],
  ['missing-module', 'Services without a module'],
  ['waived', 'Services that need none, by waiver'],
  ['not-a-service', 'Tools, libraries and frontends'],
  ['disabled', 'Disabled packages'],
  ['unknown', 'Not decided'],
]

export const summaryStatistics: Section = {
  block: 'summary-statistics',
  heading: 'Summary Statistics',
  level: 2,
  aliases: ['statistics'],
  context: ({ alignment, config, history, link }) => ({
    // One point is no history yet.
    hasHistory: history.length > 1,
    history: link(historyPaths(config).picture),
    rows: statuses
      .map(([status, label]) => ({
        label,
        count: alignment.packages.filter((aligned) => aligned.status === status).length,
      }))
      .filter(({ count }) => count > 0),
    total: alignment.packages.length,
    services: alignment.summary.aligned + alignment.summary.missing,
    aligned: alignment.summary.aligned,
    alignment: alignment.summary.alignment,
  }),
}
