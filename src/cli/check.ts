import packageFile from '../../package.json' with { type: 'json' }
import { align } from '../alignment/align.ts'
import { sortProblems } from '../alignment/apply-rules.ts'
import { checks } from '../alignment/checks/registry.ts'
import { compare } from '../alignment/compare.ts'
import { printAnnotations } from '../alignment/report/print-annotations.ts'
import { printSarif } from '../alignment/report/print-sarif.ts'
import { printText } from '../alignment/report/print-text.ts'
import { toReport } from '../alignment/report/to-report.ts'
import { buildInventory } from '../inventory/build-inventory.ts'
import type { Alignment } from '../model/alignment.ts'
import type { Problem } from '../model/problem.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { openRepository, readRevision, type Repository } from './open-repository.ts'
import { withProgress } from './progress.ts'
import { requireKnown } from './require-known.ts'
import { wantsColor } from './terminal.ts'

export type CheckOptions = {
  readonly base?: string
  readonly format: 'text' | 'json' | 'sarif' | 'github'
  readonly json?: boolean
  readonly rule?: readonly string[]
}

/**
 * `nur-keeper check`: prints the faults of a checkout, or those that it has beyond a base revision.
 * @returns 0 where there is none that counts, 1 otherwise; notices are printed and do not count
 */
export async function runCheck(directory: string, options: CheckOptions): Promise<number> {
  const rules = options.rule ?? []
  const codes = [...checks.map(({ code }) => code), 'invalid-config']
  for (const rule of rules) requireKnown('rule', rule, codes)
  const { alignment, problems } = await withProgress('nur-keeper check', async (step) => {
    const repository = await openRepository(directory)
    await step('reading the repository')
    const found = alignTree(repository, repository.workTree)
    if (options.base === undefined)
      return { alignment: found, problems: withConfig(found.problems, repository) }
    await step(`comparing with ${options.base}`)
    const before = alignTree(repository, readRevision(repository, options.base))
    const { introduced } = compare(before, found)
    return { alignment: found, problems: withConfig(introduced, repository) }
  })
  const selected = rules.length === 0 ? problems : problems.filter(({ code }) => rules.includes(code))
  process.stdout.write(print(alignment, selected, options))
  return selected.some(({ severity }) => severity !== 'notice') ? 1 : 0
}

/** What is in a tree and how it fits together. */
export function alignTree(repository: Repository, snapshot: Snapshot): Alignment {
  const { parser, config } = repository
  return align(buildInventory({ snapshot, parser, config }), config)
}

function withConfig(problems: readonly Problem[], repository: Repository): readonly Problem[] {
  return sortProblems([...repository.configProblems, ...problems])
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
