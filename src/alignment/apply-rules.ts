import type { Config } from '../config/schema.ts'
import type { InlineWaiver } from '../model/facts.ts'
import type { Inventory } from '../model/inventory.ts'
import type { Problem } from '../model/problem.ts'
import type { Check, CheckContext, Finding } from './checks/check.ts'

/** How many lines above a finding its waiver may stand: the comment, and a doc comment between them. */
const waiverReach = 1

/**
 * Runs checks, each with the severity the config gives it, and leaves out what a comment waives.
 * @returns the problems, sorted by path, line, column and code
 */
export function runChecks(checks: readonly Check[], context: CheckContext): readonly Problem[] {
  const waivers = waiversByFile(context.inventory)
  const problems = checks.flatMap((check) => {
    const severity = severityOf(check, context.config)
    if (severity === 'off') return []
    return check
      .find(context)
      .filter((finding) => findWaiver(check.code, finding, waivers) === null)
      .map((finding) => describeProblem(check.code, severity, finding))
  })
  return sortProblems(problems)
}

export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (one, other) =>
      compareText(one.path, other.path) ||
      one.line - other.line ||
      one.column - other.column ||
      compareText(one.code, other.code) ||
      compareText(one.subject, other.subject),
  )
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function severityOf(check: Check, config: Config): Problem['severity'] | 'off' {
  return config.rules[check.code] ?? check.severity
}

function describeProblem(code: string, severity: Problem['severity'], finding: Finding): Problem {
  const { location, message, remedy, subject } = finding
  return { code, severity, ...location, message, remedy, subject }
}

type Waivers = ReadonlyMap<string, readonly InlineWaiver[]>

export function waiversByFile(inventory: Inventory): Waivers {
  const withWaivers = inventory.facts.filter((facts) => facts.waivers.length > 0)
  return new Map(withWaivers.map((facts) => [facts.path, facts.waivers]))
}

/** The comment that waives a finding: on its line or right above it, or anywhere for a finding about the file. */
export function findWaiver(
  code: string,
  { location, wholeFile }: Pick<Finding, 'location' | 'wholeFile'>,
  waivers: Waivers,
): InlineWaiver | null {
  const candidates = waivers.get(location.path) ?? []
  const found = candidates.find(
    (waiver) =>
      waiver.codes.includes(code) &&
      (wholeFile === true ||
        waiver.location.line === location.line ||
        (waiver.line >= location.line && waiver.line - location.line < waiverReach)),
  )
  return found ?? null
}
