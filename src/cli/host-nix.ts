import type { RealNix } from '../model/real-nix.ts'
import { allowance, allowedRealNix } from '../real-nix/allowed-real-nix.ts'
import { UsageError } from './usage-error.ts'

/**
 * The Nix of this machine for scaffolds whose config asks for it; null where the environment does not allow it.
 * @throws UsageError where it is allowed and cannot be had
 */
export function hostNix(): RealNix | null {
  const opened = allowedRealNix(process.env)
  if (opened?.ok === false) throw new UsageError(`${allowance}: ${opened.reason}`)
  return opened?.realNix ?? null
}
