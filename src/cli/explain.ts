import { checks, findCheck } from '../alignment/checks/registry.ts'
import { printExplanation } from '../alignment/report/print-explanation.ts'
import { requireKnown } from './require-known.ts'

/** `nur-keeper explain [CODE]`: what a problem means, or the list of codes. */
export function runExplain(code: string | undefined): number {
  if (code === undefined) {
    const width = Math.max(...checks.map((check) => check.code.length))
    const lines = checks.map(
      (check) => `${check.code.padEnd(width)}  ${check.severity.padEnd(7)}  ${check.title}\n`,
    )
    process.stdout.write(lines.join(''))
    return 0
  }
  requireKnown(
    'problem',
    code,
    checks.map((check) => check.code),
  )
  const check = findCheck(code)
  if (check !== null) process.stdout.write(printExplanation(check))
  return 0
}
