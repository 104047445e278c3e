import packageFile from '../../package.json' with { type: 'json' }
import { sortProblems } from '../alignment/apply-rules.ts'
import { checks } from '../alignment/checks/registry.ts'
import { compare } from '../alignment/compare.ts'
import { printAnnotations } from '../alignment/report/print-annotations.ts'
import { printSarif } from '../alignment/report/print-sarif.ts'
import { printText } from '../alignment/report/print-text.ts'
import { toReport } from '../alignment/report/to-report.ts'
import type { Outcome } from '../checkout/outcome-cache.ts'
import type { Alignment } from '../model/alignment.ts'
import type { Problem } from '../model/problem.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { alignTree } from './align-tree.ts'
import type { CheckOptions } from './check.ts'
import { openRepository, readRevision, type Repository } from './open-repository.ts'
import { requireKnown } from './require-known.ts'
import { wantsColor } from './terminal.ts'

/**
 * Checks a checkout.
 * @param workTree its files as they are on disk
 * @param step says what is going on
 * @throws UsageError where a rule is not known, or the base is no revision
 */
export async function checkTree(
  directory: string,
  workTree: Snapshot,
  options: CheckOptions,
  step: (detail: string) => Promise<void>,
): Promise<Outcome> {
  const { rule: rules = [], base } = options
  const codes = [...checks.map(({ code }) => code), 'invalid-config']
  for (const rule of rules) requireKnown('rule', rule, codes)
  const repository = await openRepository(directory, workTree)
  await step('reading the repository')
  const alignment = alignTree(repository, workTree)
  if (base !== undefined) await step(`comparing with ${base}`)
  const found = base === undefined ? alignment.problems : introducedSince(base, alignment, repository)
  const problems = sortProblems([...repository.configProblems, ...found])
  const selected = rules.length === 0 ? problems : problems.filter(({ code }) => rules.includes(code))
  return {
    text: print(alignment, selected, options),
    exitCode: selected.some(({ severity }) => severity !== 'notice') ? 1 : 0,
  }
}

function introducedSince(base: string, head: Alignment, repository: Repository): readonly Problem[] {
  return compare(alignTree(repository, readRevision(repository, base)), head).introduced
}

function print(alignment: Alignment, problems: readonly Problem[], options: CheckOptions): string {
  switch (options.json === true ? 'json' : options.format) {
    case 'json':
      return `${JSON.stringify(toReport(alignment, problems), null, 2)}\n`
    case 'sarif':
      return printSarif(problems, packageFile.version)
    case 'github':
      return printAnnotations(problems)
    case 'text': {
      const qualifier = options.base === undefined ? {} : { qualifier: `introduced since ${options.base}` }
      return printText(alignment, problems, { color: wantsColor(), ...qualifier })
    }
  }
}
