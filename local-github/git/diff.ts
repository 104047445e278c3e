import { runGit } from './run-git.ts'

export type FileDiff = {
  readonly path: string
  readonly previousPath: string | null
  readonly status: 'added' | 'removed' | 'modified' | 'renamed'
  /** Of the content after the change; of what was there where it was removed. */
  readonly sha: string
  readonly additions: number
  readonly deletions: number
  /** Hunks without the file header; null for binary content. */
  readonly patch: string | null
}

const statuses: Readonly<Record<string, FileDiff['status']>> = { A: 'added', D: 'removed', R: 'renamed' }

/** What changed between two trees, renames found as GitHub does. */
export async function readDiff(folder: string, base: string, head: string): Promise<readonly FileDiff[]> {
  const options = ['diff', '--no-color', '--no-ext-diff', '-M', '--full-index']
  const raw = await runGit(folder, [...options, '--raw', '-z', '--abbrev=40', base, head])
  const fields = raw.toString().split('\0')
  const entries: Omit<FileDiff, 'additions' | 'deletions' | 'patch'>[] = []
  for (let at = 0; at < fields.length && fields[at] !== '';) {
    const [, , oldSha = '', newSha = '', letter = ''] = (fields[at++] ?? '').split(' ')
    const first = fields[at++] ?? ''
    const status = statuses[letter.charAt(0)] ?? 'modified'
    const second = status === 'renamed' ? (fields[at++] ?? '') : null
    entries.push({
      path: second ?? first,
      previousPath: second === null ? null : first,
      status,
      sha: status === 'removed' ? oldSha : newSha,
    })
  }
  const patches = splitPatches((await runGit(folder, [...options, '--patch', base, head])).toString())
  return entries.map((entry, index) => {
    const patch = patches[index] ?? ''
    const hunks = patch.slice(Math.max(0, patch.indexOf('\n@@') + 1))
    const shown = hunks.startsWith('@@') ? hunks.replace(/\n$/, '') : null
    return { ...entry, ...countLines(shown), patch: shown }
  })
}

/** One piece a file, in the order of the raw listing. */
function splitPatches(text: string): readonly string[] {
  return text === '' ? [] : text.split(/^(?=diff --git )/m)
}

function countLines(patch: string | null): { additions: number; deletions: number } {
  const lines = patch?.split('\n') ?? []
  return {
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
  }
}
