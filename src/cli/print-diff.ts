import { createTwoFilesPatch } from 'diff'
import pc from 'picocolors'
import type { FileChange } from '../model/plan.ts'
import type { Snapshot } from '../model/snapshot.ts'

/**
 * The changes as one unified diff against a snapshot, as `git apply` takes it: empty where nothing differs.
 * In colour on a terminal.
 */
export function printDiff(before: Snapshot, changes: readonly FileChange[], color: boolean): string {
  const text = changes
    .map(({ path, content }) => fileDiff(path, before.readText(path), content))
    .filter((diff) => diff !== '')
    .join('')
  return color ? text.split('\n').map(colorLine).join('\n') : text
}

function fileDiff(path: string, old: string | null, next: string | null): string {
  if (old === next) return ''
  const from = old === null ? '/dev/null' : `a/${path}`
  const to = next === null ? '/dev/null' : `b/${path}`
  const patch = createTwoFilesPatch(from, to, old ?? '', next ?? '', undefined, undefined, { context: 3 })
  return patch.slice(patch.indexOf('--- '))
}

function colorLine(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---')) return pc.bold(line)
  if (line.startsWith('@@')) return pc.cyan(line)
  if (line.startsWith('+')) return pc.green(line)
  return line.startsWith('-') ? pc.red(line) : line
}
