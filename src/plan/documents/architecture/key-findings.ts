import type { Problem } from '../../../model/problem.ts'
import { sortProblems } from '../../pull-request/introduced.ts'
import { byCodeUnit, count } from '../../text/words.ts'
import type { Section } from '../section.ts'

const shownOfACode = 10

export const keyFindings: Section = {
  block: 'key-findings',
  heading: 'Key Findings',
  level: 2,
  aliases: ['findings'],
  context: ({ alignment, link }) => {
    const groups = Map.groupBy(sortProblems(alignment.problems), ({ code }) => code)
    return {
      groups: [...groups].sort(byGravity).map(([code, found]) => ({
        code,
        countText: count(found.length, found[0]?.severity ?? 'notice'),
        shown: found.slice(0, shownOfACode).map((problem) => ({
          place: `${problem.path}:${problem.line}`,
          link: link(problem.path, problem.line),
          message: problem.message,
        })),
        more: Math.max(0, found.length - shownOfACode),
      })),
    }
  },
}

type Group = readonly [code: string, problems: readonly Problem[]]

function byGravity([a, some]: Group, [b, others]: Group): number {
  const order = ['error', 'warning', 'notice']
  const rank = (problems: readonly Problem[]): number => order.indexOf(problems[0]?.severity ?? 'notice')
  return rank(some) - rank(others) || byCodeUnit(a, b)
}
