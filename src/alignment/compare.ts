import type { Alignment, Comparison } from '../model/alignment.ts'
import type { Problem } from '../model/problem.ts'

/**
 * Says what a change does to the problems. Two problems are the same where code and subject agree, wherever their
 * lines have gone; where one is there several times, only the surplus is introduced or healed.
 */
export function compare(base: Alignment, head: Alignment): Comparison {
  const inBase = countProblems(base.problems)
  const inherited: Problem[] = []
  const introduced: Problem[] = []
  for (const problem of head.problems) {
    const key = identify(problem)
    const left = inBase.get(key) ?? 0
    if (left > 0) inBase.set(key, left - 1)
    ;(left > 0 ? inherited : introduced).push(problem)
  }
  const inHead = countProblems(head.problems)
  const healed = base.problems.filter((problem) => {
    const key = identify(problem)
    const left = inHead.get(key) ?? 0
    if (left > 0) inHead.set(key, left - 1)
    return left === 0
  })
  const attrsOf = (alignment: Alignment): ReadonlySet<string> =>
    new Set(alignment.packages.map((aligned) => aligned.package.attr))
  const baseAttrs = attrsOf(base)
  const headAttrs = attrsOf(head)
  return {
    introduced,
    inherited,
    healed,
    addedPackages: head.packages.filter((aligned) => !baseAttrs.has(aligned.package.attr)),
    removedPackages: base.packages.filter((aligned) => !headAttrs.has(aligned.package.attr)),
  }
}

function identify({ code, subject }: Problem): string {
  return `${code}\n${subject}`
}

function countProblems(problems: readonly Problem[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const problem of problems) counts.set(identify(problem), (counts.get(identify(problem)) ?? 0) + 1)
  return counts
}
