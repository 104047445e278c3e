import { DatabaseUnavailable } from './queue/database.ts'
import { EnvironmentProblem } from './server/environment.ts'
import { startServer } from './server/start-server.ts'

export { startServer, type RunningServer, type ServerOptions } from './server/start-server.ts'

/**
 * Runs the server until the process is told to stop.
 * @returns the exit code: 0 after a stop, 2 where it could not start
 */
export async function serve(env: Readonly<Record<string, string | undefined>>): Promise<number> {
  const stopped = Promise.withResolvers<number>()
  try {
    const server = await startServer({
      env,
      onLockLost: () => {
        stopped.resolve(2)
      },
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        stopped.resolve(0)
      })
    const code = await stopped.promise
    await server.close()
    return code
  } catch (error) {
    const expected = error instanceof EnvironmentProblem || error instanceof DatabaseUnavailable
    const inUse = Reflect.get(Object(error), 'code') === 'EADDRINUSE'
    if (!expected && !inUse) throw error
    const message = inUse
      ? 'PORT is taken by another program (docs/operating.md, "Environment")'
      : String(Reflect.get(Object(error), 'message'))
    process.stderr.write(`nur-keeper: ${message}\n`)
    return 2
  }
}
