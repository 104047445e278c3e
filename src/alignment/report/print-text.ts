import type { Alignment } from '../../model/alignment.ts'
import type { Problem, Severity } from '../../model/problem.ts'

export type TextOptions = {
  /** Colours for a terminal. */
  readonly color?: boolean
  /** Said of the problems: `introduced since main`. */
  readonly qualifier?: string
}

const colors: Readonly<Record<Severity, string>> = { error: '31', warning: '33', notice: '36' }

/** The problems for people: grouped by file, then the summary. */
export function printText(
  alignment: Alignment,
  problems: readonly Problem[] = alignment.problems,
  { color = false, qualifier }: TextOptions = {},
): string {
  const paint = (code: string, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text)
  const lines: string[] = []
  let path: string | null = null
  for (const problem of problems) {
    if (problem.path !== path) {
      if (path !== null) lines.push('')
      path = problem.path
      lines.push(paint('1', visible(path)))
    }
    const place = `${problem.line}:${problem.column}`.padEnd(8)
    lines.push(
      `  ${paint('2', place)} ${paint(colors[problem.severity], problem.severity.padEnd(7))} ${visible(problem.message)} ${paint('2', `[${problem.code}]`)}`,
      `           ${paint('2', visible(problem.remedy))}`,
    )
  }
  if (problems.length > 0) lines.push('')
  lines.push(...summaryLines(alignment, problems, qualifier))
  return `${lines.join('\n')}\n`
}

function summaryLines(
  { summary, packages }: Alignment,
  problems: readonly Problem[],
  qualifier: string | undefined,
): readonly string[] {
  const severities: readonly Severity[] = ['error', 'warning', 'notice']
  const counts = severities
    .map((severity) => ({
      severity,
      count: problems.filter((problem) => problem.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => plural(count, severity))
  const found = counts.length === 0 ? 'No problems' : counts.join(', ')
  const disabled = packages.filter(({ status }) => status === 'disabled').length
  return [
    `${plural(summary.packages, 'package')}, ${plural(summary.modules, 'module')}, ${plural(summary.services, 'service')}.`,
    `${alignmentOf(summary)}${disabled === 0 ? '' : ` ${disabled} disabled, and not judged.`}`,
    `${found}${qualifier === undefined ? '' : ` ${qualifier}`}.`,
  ]
}

function alignmentOf({ aligned, missing, waived, alignment }: Alignment['summary']): string {
  const needing = aligned + missing + waived
  if (needing === 0) return 'No package needs a module.'
  const parts = [`${aligned} with one`, `${missing} without`, ...(waived === 0 ? [] : [`${waived} waived`])]
  return `${plural(needing, 'package')} that ${needing === 1 ? 'needs' : 'need'} a module: ${parts.join(', ')} (${alignment} % aligned).`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Control characters of a hostile repository would steer the terminal: they are shown, not sent. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
