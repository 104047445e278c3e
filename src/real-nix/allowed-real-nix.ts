import { nixpkgsOf } from './nix-program.ts'
import { openRealNix, type Opened } from './open-real-nix.ts'

/** By this the host allows what a repository's config may only ask for. */
export const allowance = 'ALLOW_REAL_NIX'

/**
 * Opens the Nix of this host where its environment allows that repositories have their scaffolds tried by it.
 * @returns null where it does not; else the Nix, or why it cannot be had
 */
export function allowedRealNix(env: Readonly<Record<string, string | undefined>>): Opened | null {
  const value = env[allowance]?.trim().toLowerCase() ?? ''
  if (['', '0', 'false', 'no'].includes(value)) return null
  if (!['1', 'true', 'yes'].includes(value)) return { ok: false, reason: 'it must be true or false' }
  return openRealNix(nixpkgsOf(env), env)
}
