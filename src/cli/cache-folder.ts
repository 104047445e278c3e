import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * Where the commands keep what they can do without, by the XDG Base Directory Specification: a relative
 * `XDG_CACHE_HOME` counts for nothing.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const wanted = environment['XDG_CACHE_HOME'] ?? ''
  return join(isAbsolute(wanted) ? wanted : join(homedir(), '.cache'), 'nur-keeper')
}
