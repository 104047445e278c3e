import { isAbsolute, join } from 'node:path'

/**
 * Where the commands keep what they can do without, by the XDG Base Directory Specification: `XDG_CACHE_HOME`, else
 * `.cache` in the home folder; a relative path counts for nothing.
 * @returns null where the environment names no such folder
 */
export function cacheFolder(environment: NodeJS.ProcessEnv): string | null {
  const { XDG_CACHE_HOME: wanted = '', HOME: home = '' } = environment
  if (isAbsolute(wanted)) return join(wanted, 'nur-keeper')
  return isAbsolute(home) ? join(home, '.cache', 'nur-keeper') : null
}
