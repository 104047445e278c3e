import { summaryStatistics } from '../alignment/summary-statistics.ts'
import type { Section } from '../section.ts'

/** The numbers of the alignment document, and the way there. */
export const packageAlignment: Section = {
  block: 'package-alignment',
  heading: 'Package & Module Alignment',
  level: 2,
  aliases: ['package module alignment', 'package and module alignment', 'alignment'],
  context: (view) => {
    const { alignment: document } = view.config.documents
    return { ...summaryStatistics.context(view), document, documentLink: view.link(document) }
  },
}
