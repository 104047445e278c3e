import { spawnSync } from 'node:child_process'

const reporter = new URL('report-peak.mjs', import.meta.url).href

/** What one process took: seconds by the wall and megabytes at the peak. */
export type Measurement = { readonly seconds: number; readonly megabytes: number }

/**
 * Runs a command several times, whole processes, and keeps the fastest: noise only ever adds.
 * `caches` is where they may keep what they can do without.
 * Memory is known of Node processes alone: `report-peak.mjs` tells it.
 */
export function measure(
  command: string,
  args: readonly string[],
  options: { cwd: string; runs: number; caches: string },
): Measurement {
  let best: Measurement = { seconds: Infinity, megabytes: 0 }
  for (let run = 0; run < options.runs; run++) {
    const started = process.hrtime.bigint()
    const { status, error, stderr } = spawnSync(command, args, {
      cwd: options.cwd,
      env: { ...process.env, NODE_OPTIONS: `--import ${reporter}`, XDG_CACHE_HOME: options.caches },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 1024 * 1024 * 1024,
    })
    if (error !== undefined) throw error
    if (status !== 0 && status !== 1)
      throw new Error(`${command} ended with ${String(status)}: ${stderr.slice(-500)}`)
    const seconds = Number(process.hrtime.bigint() - started) / 1e9
    const reported = /NUR_KEEPER_PEAK_MB=(\d+)/.exec(stderr)?.[1]
    if (seconds < best.seconds) best = { seconds, megabytes: Number(reported ?? 0) }
  }
  return best
}
