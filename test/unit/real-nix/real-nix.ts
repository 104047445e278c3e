import { findNix } from '../../../src/real-nix/nix-program.ts'
import { nixpkgsLib } from '../../support/nixpkgs-lib.ts'

/** The Nix of this machine; null where it has none. */
export const nix = findNix(process.env)

if (nix === null) console.warn('SKIPPED: nix-instantiate is not installed, so real Nix is not tried')
else if (nixpkgsLib === null)
  console.warn('SKIPPED: NIXPKGS_LIB does not name the `lib` of nixpkgs: no module is evaluated by real Nix')
