import type { NixVerdict } from '../model/real-nix.ts'
import { conclude, type VerifiedModule } from './verified-module.ts'

/** A verified module, with what real Nix makes of it. */
export function addNixVerdict(module: VerifiedModule, verdict: NixVerdict | undefined): VerifiedModule {
  switch (verdict?.kind) {
    case undefined:
      return { ...module, nix: { ...conclude([], ['real Nix was not asked']), varied: 0 } }
    case 'ok':
      return { ...module, nix: { ...conclude([], verdict.remarks), varied: verdict.varied } }
    case 'failed':
      return { ...module, nix: { ...conclude([verdict.message], []), varied: 0 } }
    case 'unknown':
      return { ...module, nix: { ...conclude([], [verdict.reason]), varied: 0 } }
  }
}
