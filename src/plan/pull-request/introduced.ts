import type { AlignedPackage, Comparison } from '../../model/alignment.ts'
import type { Problem, Severity } from '../../model/problem.ts'
import { byCodeUnit } from '../text/words.ts'

/** What a pull request answers for, ready to be spoken of. */
export type Introduced = {
  /** Service packages it adds that have no module. */
  readonly missing: readonly AlignedPackage[]
  /** The other packages it adds. */
  readonly others: readonly AlignedPackage[]
  /** Problems besides those missing modules, the gravest first. */
  readonly problems: readonly Problem[]
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 }

/** Sorts what a comparison says is introduced. */
export function introducedBy(comparison: Comparison): Introduced {
  const added = [...comparison.addedPackages].sort((a, b) => byCodeUnit(a.package.attr, b.package.attr))
  const missing = added.filter(({ status }) => status === 'missing-module')
  const told = new Set(missing.map((aligned) => aligned.package.attr))
  return {
    missing,
    others: added.filter(({ status }) => status !== 'missing-module'),
    problems: sortProblems(comparison.introduced).filter(
      ({ code, subject }) => code !== 'missing-module' || !told.has(subject),
    ),
  }
}

/** Errors first, then by place. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      weight[a.severity] - weight[b.severity] ||
      byCodeUnit(a.path, b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      byCodeUnit(a.code, b.code),
  )
}
