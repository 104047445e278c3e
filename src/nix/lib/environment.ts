import { callPackage } from '../eval/call-package.ts'
import { AttrSet, Unknown, attrSet, delay, delayCall, native, type Slot } from '../eval/value.ts'
import { callPackageWith } from './customisation/scopes.ts'
import { layOver } from './fixed-points.ts'
import { lib } from './index.ts'

/**
 * nixpkgs' package set: `pkgs.lib`, `callPackage` and its kin are known, all else is unknown and keeps the path it
 * comes by (`pkgs.rustPlatform.buildRustPackage`).
 */
export function makePkgs(): AttrSet {
  const final: Slot = delay(() => set)
  const own = attrSet([
    ['lib', lib],
    ['pkgs', final],
    ...callers(final),
    ['extend', native('extend', 1, (_machine, [overlay = null]) => extended(final, overlay))],
  ])
  const set = new AttrSet(own.attrs, new Unknown('nixpkgs is not evaluated', ['pkgs']))
  return set
}

/** What calls packages from a scope. */
function callers(scope: Slot): readonly (readonly [string, Slot])[] {
  const call = native('callPackage', 2, (machine, [target = null, args = null]) =>
    callPackage(scope, target, args, null, machine),
  )
  return [
    ['callPackage', call],
    ['callPackages', call],
    ['newScope', native('newScope', 1, (_machine, [extra = null]) => callPackageWith(layOver(scope, extra)))],
  ]
}

/** `pkgs.extend overlay`: packages are called from the final set. */
function extended(base: Slot, overlay: Slot): Slot {
  const lazyFinal: Slot = delay(() => final)
  const final: Slot = layOver(layOver(base, attrSet(callers(lazyFinal))), delayCall(overlay, lazyFinal, base))
  return final
}
