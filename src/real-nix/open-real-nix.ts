import type { RealNix } from '../model/real-nix.ts'
import { findNix, resolveNixpkgsLib } from './nix-program.ts'
import { tryModules } from './try-modules.ts'

export type Opened =
  { readonly ok: true; readonly realNix: RealNix } | { readonly ok: false; readonly reason: string }

/**
 * Opens the Nix of this host.
 * @param nixpkgs folder of nixpkgs, or of its `lib`; null where none is named
 * @returns why not, as a clause, where there is no Nix or no `lib`
 */
export function openRealNix(
  nixpkgs: string | null,
  env: Readonly<Record<string, string | undefined>>,
): Opened {
  const nix = findNix(env)
  if (nix === null) return { ok: false, reason: 'nix-instantiate is not installed' }
  if (nixpkgs === null)
    return {
      ok: false,
      reason:
        "no nixpkgs is named: NIXPKGS_LIB takes the path of nixpkgs' lib, or of a checkout of nixpkgs or nix-community/nixpkgs.lib",
    }
  const lib = resolveNixpkgsLib(nixpkgs)
  if (lib === null) return { ok: false, reason: `${nixpkgs} holds no lib of nixpkgs` }
  return { ok: true, realNix: { tryModules: (trial) => tryModules(trial, { nix, lib }) } }
}
