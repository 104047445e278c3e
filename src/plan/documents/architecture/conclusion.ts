import { count } from '../../text/words.ts'
import type { Section } from '../section.ts'

export const conclusion: Section = {
  block: 'conclusion',
  heading: 'Conclusion',
  level: 2,
  aliases: [],
  context: ({ alignment }) => {
    const grave = alignment.problems.filter(
      ({ severity, code }) => severity !== 'notice' && code !== 'missing-module',
    )
    const { missing } = alignment.summary
    return {
      perfect: missing === 0 && grave.length === 0,
      missing: missing > 0,
      missingText: count(missing, 'module'),
      problems: grave.length > 0,
      problemsText: count(grave.length, 'problem'),
    }
  },
}
