import { callPackage } from './call-package.ts'
import { makeDerivation } from './derivation.ts'
import { callFlakeCompat } from './flake-compat.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  delay,
  native,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/**
 * Names of nixpkgs functions that make a derivation of a name and more arguments, and of how many. Names of builders
 * follow habits that are as stable as an interface: `build…Package`, `build…Module`, `mkDerivation`, `write…`.
 */
const curriedBuilders: ReadonlyMap<string, number> = new Map([
  ['writeText', 2],
  ['writeScript', 2],
  ['writeScriptBin', 2],
  ['writeShellScript', 2],
  ['writeShellScriptBin', 2],
  ['writeTextDir', 2],
  ['runCommand', 3],
  ['runCommandLocal', 3],
  ['runCommandCC', 3],
  ['linkFarm', 2],
  ['linkFarmFromDrvs', 2],
])

const builderName =
  /^(mk\w*Derivation|mk(Yarn|Pnpm|Bun|Npm|Nuget)Package|build[A-Z0-9]\w*|mixRelease|bundlerApp|bundlerEnv|trivialBuild|melpaBuild|elpaBuild|symlinkJoin|wrap(Type[12]|AppImage|Firefox)|writeShellApplication|writeTextFile|stdenvMkDerivation|mkPoetryApplication|mkApplication|vimPlugin)$/

/** Fetchers: fixed-output derivations. */
const fetcherName = /^fetch[A-Za-z0-9]*$/

const callPackageName = /^callPackages?$/

/**
 * What is known of calling an unknown function: builders make derivations, `callPackage` calls what it is given,
 * candidates are called each. All else is unknown, but keeps where it comes from: `pkgs.f()`.
 */
export function callUnknown(fn: Unknown, arg: Slot, position: Position | null, machine: Machine): Value {
  const { path, reason, candidates } = fn
  const name = path?.at(-1)
  if (path !== null && name !== undefined) {
    const builder = builderOf(path)
    if (builder !== null) return makeDerivation(builder, arg, position, machine)
    const arity = curriedBuilders.get(name)
    if (arity !== undefined) return curriedBuilder(withoutRoot(path), name, arity, position, arg)
    if (callPackageName.test(name)) {
      const scope = new Unknown(reason, path.slice(0, -1))
      return native(name, 1, (inner, [args = null]) => callPackage(scope, arg, args, position, inner))
    }
  }
  if (candidates !== null) {
    return new Unknown(
      reason,
      null,
      candidates.map((candidate) => delay((inner) => inner.apply(inner.force(candidate), arg, position))),
    )
  }
  if (path === null || name === undefined) return new Unknown(reason)
  const flake = callFlakeCompat(fn, arg, machine)
  if (flake !== null) return flake
  if (name === 'overrideAttrs') return overrideUnknown(path, arg, position, machine)
  return new Unknown(reason, [...path.slice(0, -1), `${name}()`])
}

/** Whether what comes by this path is a builder, and so a function: `pkgs.emacsPackages.trivialBuild`. */
export function isBuilderPath(path: readonly string[] | null): boolean {
  const name = path?.at(-1) ?? ''
  return builderName.test(name) || curriedBuilders.has(name)
}

/** `buildGoModule`, also after `.override { … }`; null where it is no builder. */
function builderOf(path: readonly string[]): string | null {
  const significant = path.filter((part) => part !== 'override()')
  const name = significant.at(-1) ?? ''
  return builderName.test(name) || fetcherName.test(name) ? withoutRoot(significant) : null
}

function withoutRoot(path: readonly string[]): string {
  return (path[0] === 'pkgs' ? path.slice(1) : path).join('.')
}

/** A builder that has its first argument, the name, and waits for the others. */
function curriedBuilder(
  builder: string,
  name: string,
  arity: number,
  position: Position | null,
  first: Slot,
): Value {
  const args = new AttrSet(new Map([['name', new Attr(first, position)]]))
  return native(name, arity - 1, (machine) => makeDerivation(builder, args, position, machine))
}

/** `pkgs.hello.overrideAttrs (old: { … })`: what is written stands, the rest is as it was. */
function overrideUnknown(
  path: readonly string[],
  change: Slot,
  position: Position | null,
  machine: Machine,
): Value {
  const original = new Unknown('the attributes of the original', path.slice(0, -1))
  const derivation = makeDerivation(withoutRoot(path), original, position, machine)
  return machine.apply(machine.select(derivation, 'overrideAttrs'), change, position)
}
