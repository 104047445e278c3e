import { callPackage } from './call-package.ts'
import { makeDerivation } from './derivation.ts'
import {
  AttrSet,
  Attr,
  Unknown,
  delay,
  native,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

/**
 * Names of nixpkgs functions that make a derivation, and after how many arguments. Names of builders follow
 * habits that are as stable as an interface: `build…Package`, `build…Module`, `mkDerivation`, `write…`.
 */
const curriedBuilders: ReadonlyMap<string, number> = new Map([
  ['writeText', 2],
  ['writeScript', 2],
  ['writeScriptBin', 2],
  ['writeShellScript', 2],
  ['writeShellScriptBin', 2],
  ['writeTextDir', 2],
  ['writeTextFile', 1],
  ['runCommand', 3],
  ['runCommandLocal', 3],
  ['runCommandCC', 3],
  ['linkFarm', 2],
  ['linkFarmFromDrvs', 2],
])

const builderName =
  /^(mk\w*Derivation|mk(Yarn|Pnpm|Bun|Npm|Nuget)Package|build[A-Z0-9]\w*|buildPackage|buildDepsOnly|mixRelease|bundlerApp|bundlerEnv|trivialBuild|melpaBuild|elpaBuild|symlinkJoin|wrap(Type[12]|AppImage|Firefox)|writeShellApplication|writeTextFile|stdenvMkDerivation|mkPoetryApplication|mkApplication|vimPlugin)$/

/** Fetchers: fixed-output derivations. */
const fetcherName = /^fetch[A-Za-z0-9]*$/

/** Functions that give back what they are given, more or less. */
const wrappers = new Set(['override', 'overridePythonAttrs', 'overrideDerivation'])

/**
 * What is known of calling an unknown function: builders make derivations, `callPackage` calls what it is given,
 * candidates are called each. All else is unknown.
 */
export function callUnknown(fn: Unknown, arg: Slot, position: Position | null, machine: Machine): Value {
  const path = fn.path
  const name = path?.at(-1)
  if (path === null || name === undefined) return callCandidates(fn, arg, position)
  const builder = builderOf(path)
  if (builder !== null) return makeDerivation(builder, arg, position, machine)
  const arity = curriedBuilders.get(name)
  if (arity !== undefined) return curriedBuilder(dropRoot(path), name, arity, position, arg)
  if (name === 'callPackage' || name === 'callPackages') {
    const scope = new Unknown(fn.reason, path.slice(0, -1))
    return native(name, 1, (inner, [args = null]) => callPackage(scope, arg, args, position, inner))
  }
  if (name === 'overrideAttrs') return overrideUnknown(path, arg, position, machine)
  if (fn.candidates !== null) return callCandidates(fn, arg, position)
  return new Unknown(
    fn.reason,
    wrappers.has(name) ? [...path.slice(0, -1), `${name}()`] : [...path.slice(0, -1), `${name}()`],
  )
}

function callCandidates(fn: Unknown, arg: Slot, position: Position | null): Unknown {
  const results = fn.candidates?.map((candidate) =>
    delay((machine) => machine.apply(machine.force(candidate), arg, position)),
  )
  return new Unknown(fn.reason, null, results ?? null)
}

/** `buildGoModule`, also after `.override { … }`; null where it is no builder. */
function builderOf(path: readonly string[]): string | null {
  const significant = path.filter((part) => part !== 'override()')
  const name = significant.at(-1) ?? ''
  if (builderName.test(name) || fetcherName.test(name)) return dropRoot(significant)
  return null
}

function dropRoot(path: readonly string[]): string {
  return (path[0] === 'pkgs' ? path.slice(1) : path).join('.')
}

function curriedBuilder(
  builder: string,
  name: string,
  arity: number,
  position: Position | null,
  first: Slot,
): Value {
  const finish = (machine: Machine): Value => {
    const args = new AttrSet(
      new Map([['name', new Attr(first, position)]]),
      new Unknown('the other arguments'),
    )
    return makeDerivation(builder, args, position, machine)
  }
  return native(name, arity - 1, (machine) => finish(machine))
}

/** `pkgs.hello.overrideAttrs (old: { … })`: what is written stands, the rest is as it was. */
function overrideUnknown(
  path: readonly string[],
  change: Slot,
  position: Position | null,
  machine: Machine,
): Value {
  const original = path.slice(0, -1)
  const base = machine.apply(
    machine.select(
      makeDerivation(
        dropRoot(path),
        new Unknown('the attributes of the original', original),
        position,
        machine,
      ),
      'overrideAttrs',
    ),
    change,
    position,
  )
  return base
}
