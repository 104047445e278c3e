import type { HistoryPoint } from '../alignment-history.ts'
import { percent } from '../counts.ts'
import { drawPicture, drawText } from './svg.ts'

/** Pixels. */
const size = { width: 720, height: 190 }
const plot = { left: 60, right: 690, top: 50, bottom: 150 }

/**
 * Alignment over time as an SVG that needs no script: a line that steps where the alignment changed.
 * @param points in order of their days; at least one
 */
export function drawHistory(points: readonly [HistoryPoint, ...HistoryPoint[]]): string {
  const last = points.at(-1) ?? points[0]
  const label = `${last.aligned} of ${last.services} services have their module: ${shareOf(last)} %`
  const first = dayNumber(points[0])
  const span = dayNumber(last) - first
  const place = (point: HistoryPoint): { x: number; y: number } => ({
    x:
      span === 0
        ? plot.right
        : round(plot.left + ((plot.right - plot.left) * (dayNumber(point) - first)) / span),
    y: round(plot.bottom - ((plot.bottom - plot.top) * shareOf(point)) / 100),
  })
  const start = place(points[0])
  const steps = points.slice(1).map((point) => `H${place(point).x}V${place(point).y}`)
  const dots = points.map(
    (point) => `<circle cx="${place(point).x}" cy="${place(point).y}" r="3" fill="${line}"/>`,
  )
  return drawPicture(size, `Alignment over time. ${label}`, [
    drawText(label, { x: 20, y: 28, width: 680, kind: 'title' }),
    ...[0, 50, 100].map(drawGridLine),
    `<path class="line" d="M${start.x} ${start.y}${steps.join('')}" stroke="${line}" stroke-width="2"/>`,
    ...dots,
    ...(span === 0 ? [] : [drawText(points[0].date, { x: plot.left, y: 172, width: 100, kind: 'note' })]),
    `<g class="end">${drawText(last.date, { x: plot.right, y: 172, width: 100, kind: 'note' })}</g>`,
  ])
}

const line = '#2f81f7'

function drawGridLine(share: number): string {
  const y = plot.bottom - ((plot.bottom - plot.top) * share) / 100
  return [
    `<line class="grid" x1="${plot.left}" y1="${y}" x2="${plot.right}" y2="${y}"/>`,
    `<g class="end">${drawText(`${share} %`, { x: plot.left - 8, y: y + 4, width: 60, kind: 'note' })}</g>`,
  ].join('\n')
}

function shareOf({ aligned, services }: HistoryPoint): number {
  return percent(aligned, services)
}

function dayNumber({ date }: HistoryPoint): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
