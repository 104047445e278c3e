import { aspects, type Outcome, type VerifiedModule } from '../verified-module.ts'
import { reachedOf, type ModuleReport } from './module-report.ts'

const colors: Readonly<Record<Outcome, string>> = { ok: '32', failed: '31', unknown: '33' }

/** How many sentences a module may get before the rest is only counted. */
const faultLimit = 12

type Cell = { readonly text: string; readonly outcome: Outcome | null }

/** The verified modules for people: a table, then what is wrong or not known, then the totals. */
export function printModuleTable({ modules, summary }: ModuleReport, color: boolean): string {
  const paint = (code: string, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text)
  const byNix = modules.some(({ nix }) => nix !== undefined) ? ['real Nix'] : []
  const header = ['module', 'evaluates', 'units clean', 'exposure', 'assertions', 'lints', ...byNix]
  const rows = modules.map(cellsOf)
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.text.length ?? 0)),
  )
  const pad = (text: string, column: number): string => text.padEnd(widths[column] ?? 0)
  const lines = [paint('1', header.map(pad).join('  ').trimEnd())]
  for (const row of rows) {
    const cells = row.map(({ text, outcome }, column) =>
      outcome === null ? pad(text, column) : paint(colors[outcome], pad(text, column)),
    )
    lines.push(cells.join('  ').trimEnd())
  }
  for (const module of modules) {
    const said = sentences(module)
    if (said.length > 0) lines.push('', paint('1', visible(module.path)), ...said.slice(0, faultLimit))
    if (said.length > faultLimit) lines.push(`  … and ${said.length - faultLimit} more`)
  }
  return `${[...lines, '', ...totals(summary)].join('\n')}\n`
}

function cellsOf(module: VerifiedModule): readonly Cell[] {
  const { evaluates, units, exposure, lints, nix } = module
  const word: Readonly<Record<Outcome, string>> = { ok: 'yes', failed: 'no', unknown: 'unknown' }
  const levels = exposure.levels.flatMap(({ level }) => (level === null ? [] : [level]))
  const worst = levels.length === 0 ? null : Math.max(...levels).toFixed(1)
  const isPartial = exposure.outcome === 'unknown'
  return [
    { text: visible(module.path), outcome: null },
    { text: `${word[evaluates.outcome]} (${evaluates.varied} varied)`, outcome: evaluates.outcome },
    {
      text: units.outcome === 'ok' && units.names.length === 0 ? 'none' : word[units.outcome],
      outcome: units.outcome,
    },
    { text: isPartial ? 'unknown' : (worst ?? '-'), outcome: exposure.outcome },
    assertionCell(lints.assertions),
    {
      text:
        lints.outcome === 'failed' ? String(lints.faults.length) : lints.outcome === 'ok' ? '0' : 'unknown',
      outcome: lints.outcome,
    },
    ...(nix === undefined
      ? []
      : [{ text: `${word[nix.outcome]} (${nix.varied} varied)`, outcome: nix.outcome }]),
  ]
}

/** How many assertions there are, and how many of them are known to refuse something. */
function assertionCell(assertions: VerifiedModule['lints']['assertions']): Cell {
  const reached = reachedOf(assertions)
  const text = reached === assertions.length ? `${reached}` : `${reached} of ${assertions.length}`
  return { text, outcome: reached === assertions.length ? 'ok' : 'unknown' }
}

function sentences(module: VerifiedModule): readonly string[] {
  return [
    ...aspects.flatMap((aspect) =>
      (module[aspect]?.faults ?? []).map((fault) => `  ${aspect}: ${visible(fault)}`),
    ),
    ...new Set(
      aspects.flatMap((aspect) =>
        (module[aspect]?.unknown ?? []).map((reason) => `  unknown: ${visible(reason)}`),
      ),
    ),
  ]
}

function totals(summary: ModuleReport['summary']): readonly string[] {
  const { modules, failed, varied, untried, assertions, units, exposure } = summary
  const level =
    exposure === null
      ? ''
      : `, exposure ${exposure.median.toFixed(1)} in the median, ${exposure.highest.toFixed(1)} at most`
  const left = untried === 0 ? '' : `, ${untried} not, for want of a second value`
  return [
    ...Object.entries(summary.outcomes).map(
      ([aspect, count]) =>
        `${aspect.padEnd(10)} ${count.ok} ok, ${count.failed} failed, ${count.unknown} unknown`,
    ),
    `${modules} modules, ${failed} failed; ${varied} options varied${left}; ${assertions.reached} of ${assertions.all} assertions reached; ${units} units${level}.`,
  ]
}

/** One line, without control characters, which would steer the terminal. */
function visible(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(
      /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}
