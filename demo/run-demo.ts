import { once as nextEvent } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { listWhatWasMade, playScenes, SceneFailure } from './scenes.ts'
import { loadNur, startKeeper } from './set-stage.ts'
import { Narrator } from './terminal/narrator.ts'

export type DemoOptions = {
  /** End by itself once everything was shown. */
  readonly once: boolean
  /** A NUR on disk in place of the small one that comes along. */
  readonly nur: string | null
  readonly color: boolean
  readonly out: NodeJS.WritableStream
}

/**
 * The keeper's whole job, end to end, on a local GitHub: the real server, real signatures, a real queue, real git.
 * @returns the exit code: 0 where every step happened, 1 where one did not
 */
export async function runDemo({ once, nur, color, out }: DemoOptions): Promise<number> {
  const narrator = new Narrator(out, color)
  const folder = nur === null ? null : resolve(nur)
  if (folder !== null && !existsSync(folder)) {
    narrator.bad(`there is no folder ${folder}`)
    return 2
  }
  const closing: (() => Promise<void>)[] = []
  try {
    narrator.step('A local GitHub, with a NUR in it')
    const stage = await loadNur(folder)
    closing.push(() => stage.github.close())
    narrator.line(`${folder ?? 'The NUR of demo/nur'} is at ${stage.github.url}`)
    narrator.aside('The database of the keeper takes some seconds to be made.')
    const keeper = await startKeeper(stage.github)
    closing.push(keeper.close)
    narrator.line(`The keeper's server listens on ${keeper.server.url}`)
    await playScenes({ ...stage, server: keeper.server, close: keeper.close }, narrator)
    listWhatWasMade(stage, keeper.server, narrator)
    if (!once) await stayUp(narrator)
    return 0
  } catch (error) {
    if (!(error instanceof SceneFailure)) throw error
    narrator.bad(error.message)
    return 1
  } finally {
    for (const close of closing.toReversed()) await close()
  }
}

async function stayUp(narrator: Narrator): Promise<void> {
  narrator.line('\nIt stays up until you press Ctrl-C.')
  const abort = new AbortController()
  const { signal } = abort
  await Promise.race([nextEvent(process, 'SIGINT', { signal }), nextEvent(process, 'SIGTERM', { signal })])
  abort.abort()
}
