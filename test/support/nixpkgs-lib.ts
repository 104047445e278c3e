import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Folder of nixpkgs' own `lib`, from `NIXPKGS_LIB`: either that folder or the one it lies in, as in a checkout of
 * nixpkgs or of nix-community/nixpkgs.lib. Null where it is not set.
 * @throws where it is set and holds no `lib`: a test skipped because of a slip would look like one that passed
 */
export const nixpkgsLib = findLib(process.env['NIXPKGS_LIB'])

function findLib(given: string | undefined): string | null {
  if (given === undefined || given === '') return null
  const found = [given, join(given, 'lib')].find((path) => existsSync(join(path, 'modules.nix')))
  if (found === undefined) throw new Error(`NIXPKGS_LIB is ${given}, where there is no lib of nixpkgs`)
  return found
}
