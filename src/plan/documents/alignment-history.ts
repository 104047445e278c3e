import { z } from 'zod'
import type { Config } from '../../config/schema.ts'
import type { Summary } from '../../model/alignment.ts'

/** From a day on, so many of the services had their module. */
export type HistoryPoint = z.output<typeof pointSchema>

const count = z.int().min(0).max(1_000_000)
const pointSchema = z.strictObject({ date: z.iso.date(), aligned: count, services: count })
const historySchema = z.strictObject({
  schemaVersion: z.literal(1),
  points: z.array(pointSchema).max(100_000),
})

/** What of each version of the alignment's data counts for its history. */
const pastSchema = z.object({ summary: z.object({ aligned: count, missing: count }) })

/** A version of the alignment's data, and the day from which it stood. */
export type PastData = { readonly date: string; readonly text: string }

/**
 * The alignment over time: what stands committed, and a point for today where it is another. Read from the tree and
 * not from git, so that the same tree gives the same bytes in a shallow clone too.
 * @param committed the history as it stands in the tree; null where there is none yet
 * @param past versions of the alignment's data in git, oldest first: what a history that is not there yet begins with
 * @param date day of the commit described; without one, nothing is added
 */
export function continueHistory(
  committed: string | null,
  past: readonly PastData[],
  summary: Summary,
  date: string | null,
): readonly HistoryPoint[] {
  const points = readHistory(committed) ?? readPast(past)
  const services = summary.aligned + summary.missing
  if (date === null || services === 0) return points
  return addPoint(points, { date, aligned: summary.aligned, services })
}

/** The history as data and as a picture lies beside the alignment's data. */
export function historyPaths({ documents }: Config): { readonly data: string; readonly picture: string } {
  const beside = (name: string): string => documents.data.replace(/[^/]*$/, name)
  return { data: beside('alignment-history.json'), picture: beside('alignment-history.svg') }
}

export function printHistory(points: readonly HistoryPoint[]): string {
  const lines = points.map((point) => `    ${JSON.stringify(point)}`)
  return `{\n  "schemaVersion": 1,\n  "points": [\n${lines.join(',\n')}\n  ]\n}\n`
}

/** Null for what is no history, such as one that a merge left with conflicts: it begins anew. */
function readHistory(text: string | null): readonly HistoryPoint[] | null {
  const parsed = historySchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data.points : null
}

function readPast(past: readonly PastData[]): readonly HistoryPoint[] {
  return past.reduce<readonly HistoryPoint[]>((points, { date, text }) => {
    const parsed = pastSchema.safeParse(parseJson(text))
    if (!parsed.success) return points
    const { aligned, missing } = parsed.data.summary
    return aligned + missing === 0 ? points : addPoint(points, { date, aligned, services: aligned + missing })
  }, [])
}

/** One point a day, and none that says what the one before says. */
function addPoint(points: readonly HistoryPoint[], point: HistoryPoint): readonly HistoryPoint[] {
  const last = points.at(-1)
  if (last === undefined) return [point]
  if (last.aligned === point.aligned && last.services === point.services) return points
  return last.date < point.date ? [...points, point] : [...points.slice(0, -1), { ...point, date: last.date }]
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown)
  } catch {
    return null
  }
}
