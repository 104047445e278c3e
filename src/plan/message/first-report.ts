import type { Alignment } from '../../model/alignment.ts'
import type { Config } from '../../config/schema.ts'
import type { Problem } from '../../model/problem.ts'
import { sortProblems } from '../pull-request/introduced.ts'
import { lacksLibrary } from '../scaffold/library/bring-library.ts'
import { planRenderer, type Templates } from '../plan-renderer.ts'
import { cutBody } from '../text/cut-body.ts'
import { printHiddenMarker } from '../text/hidden-marker.ts'
import { locationLink } from '../text/links.ts'
import { byCodeUnit, count } from '../text/words.ts'

/** How many problems of one code the report shows. */
const shownOfACode = 5

export type FirstReportInput = {
  readonly alignment: Alignment
  readonly htmlUrl: string
  readonly commit: string
  readonly config: Config
  readonly templates: Templates
}

/** The issue that tells a repository, once, what the keeper sees in it. */
export function firstReport(input: FirstReportInput): { readonly title: string; readonly body: string } {
  const { alignment, htmlUrl, commit, config, templates } = input
  const links = { htmlUrl, commit }
  const { summary } = alignment
  const missing = alignment.packages.filter(({ status }) => status === 'missing-module')
  const others = alignment.problems.filter(({ code }) => code !== 'missing-module')
  const body = planRenderer(templates).render('comment/first-report.md', {
    commit: commit.slice(0, 12),
    counts: [
      count(summary.packages, 'package'),
      count(summary.modules, 'module'),
      count(summary.libraries, 'shared library', 'shared libraries'),
      count(summary.organisations, 'organisation'),
    ].map((text) => ({ text })),
    services: summary.aligned + summary.missing,
    aligned: summary.aligned,
    alignment: summary.alignment,
    missing: missing.map(({ package: { attr, location } }) => ({
      attr,
      link: locationLink(links, location),
    })),
    offersLibrary: config.scaffold.libraries === 'offer' && lacksLibrary(alignment.inventory),
    groups: groupByCode(others).map(({ code, problems }) => ({
      code,
      count: problems.length,
      shown: problems.slice(0, shownOfACode).map((problem) => ({
        place: `${problem.path}:${problem.line}`,
        link: locationLink(links, problem),
        message: problem.message,
      })),
      more: problems.length - Math.min(problems.length, shownOfACode),
    })),
    command: 'nur-keeper check .',
  })
  const marker = printHiddenMarker({ kind: 'first-report', facts: {} })
  return {
    title: 'What nur-keeper sees in this repository',
    body: cutBody(`${body}\n${marker}\n`, `Run \`nur-keeper check .\` for the rest.\n${marker}`),
  }
}

type CodeGroup = { readonly code: string; readonly problems: readonly Problem[] }

function groupByCode(problems: readonly Problem[]): readonly CodeGroup[] {
  const groups = Map.groupBy(sortProblems(problems), ({ code }) => code)
  return [...groups]
    .map(([code, found]) => ({ code, problems: found }))
    .sort((a, b) => b.problems.length - a.problems.length || byCodeUnit(a.code, b.code))
}
