// A small process that does nothing but start git: starting a program copies the page tables of who starts it, which
// takes ten milliseconds in a process as large as one with an embedded database, and one here. See start-git.ts.
import { execFile } from 'node:child_process'
import type { GitOrder, GitReport } from './start-git.ts'

const outputLimit = 512 * 1024 * 1024

process.on('message', ({ id, folder, args, environment, input }: GitOrder) => {
  const options = { cwd: folder, encoding: 'buffer', maxBuffer: outputLimit, env: environment } as const
  const child = execFile('git', args, options, (error, output, errors) => {
    const report: GitReport = {
      id,
      code: error === null ? 0 : typeof error.code === 'number' ? error.code : null,
      output,
      errors: errors.length > 0 ? errors.toString() : (error?.message ?? ''),
    }
    process.send?.(report)
  })
  // git may end before it has read everything: that is its business, its exit code tells.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
})
// Ctrl-C in a terminal reaches every process: this one ends with the one that it works for.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => {
  process.exit()
})
