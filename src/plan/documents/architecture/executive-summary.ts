import { topOptions } from '../../../alignment/match-modules.ts'
import { count } from '../../text/words.ts'
import { organisationsOf } from '../counts.ts'
import type { Section } from '../section.ts'

export const executiveSummary: Section = {
  block: 'executive-summary',
  heading: 'Executive Summary',
  level: 2,
  aliases: ['summary', 'overview'],
  context: (view) => {
    const { alignment, inventory, config } = view
    const { summary } = alignment
    const errors = alignment.problems.filter(({ severity }) => severity === 'error').length
    const warnings = alignment.problems.filter(({ severity }) => severity === 'warning').length
    const undecided = alignment.packages.filter(({ status }) => status === 'unknown').length
    const unreached = inventory.modules.filter(({ entryPoints }) => entryPoints.length === 0).length
    return {
      ...summary,
      services: summary.aligned + summary.missing,
      date: view.date,
      modulesText: count(summary.modules, 'module'),
      directories: count(view.directories.length, 'directory', 'directories'),
      packagesText: count(summary.packages, 'package'),
      organisationsText: count(organisationsOf(inventory.packages).length, 'organisation'),
      librariesText: count(summary.libraries, 'shared library', 'shared libraries'),
      serviceOptions: count(new Set(inventory.modules.flatMap(topOptions)).size, 'service'),
      undecided,
      oneUndecided: undecided === 1,
      unreached: unreached > 0 ? count(unreached, 'module') : null,
      missingText: count(summary.missing, 'service package'),
      oneMissing: summary.missing === 1,
      errors: errors > 0,
      errorsText: count(errors, 'error'),
      warnings: warnings > 0,
      warningsText: count(warnings, 'warning'),
      alignmentLink: view.link(config.documents.alignment),
    }
  },
}
