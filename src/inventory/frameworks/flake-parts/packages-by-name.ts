import { hasName } from '../../../nix/eval/partial.ts'
import {
  Attr,
  AttrSet,
  PathValue,
  Unknown,
  attrSet,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { makeScope } from '../../../nix/lib/customisation/scopes.ts'

/** What packages are called with. */
export type PackageArguments = { readonly lib: Slot; readonly pkgs: Slot; readonly inputs: Slot }

/**
 * drupol/pkgs-by-name-for-flake-parts (`flake-module.nix`): the packages of the folder `perSystem.pkgsDirectory`, nested
 * as it is under `legacyPackages`, flat under `packages` with `pkgsNameSeparator` between the names of folders.
 * @param settings what `perSystem` defines
 */
export function packagesByName(given: PackageArguments, settings: Value, machine: Machine): Value {
  const directory = setting(settings, 'pkgsDirectory', null, machine)
  const separator = setting(settings, 'pkgsNameSeparator', '/', machine)
  if (directory === null) return attrSet([])
  if (!(directory instanceof PathValue) || typeof separator !== 'string')
    return new Unknown('the folder of pkgs-by-name-for-flake-parts')
  const tree = fromDirectory(
    given,
    directory,
    native('callPackage', 2, (_machine, [path = null]) => path),
    machine,
  )
  const flat = new Map<string, Attr>()
  if (tree instanceof AttrSet) flatten(tree, [], separator, callerOf(given), machine, flat)
  const packages = tree instanceof AttrSet ? new AttrSet(flat) : tree
  const nested = delay((inner) => fromDirectory(given, directory, callerOf(given), inner))
  return attrSet([
    ['packages', packages],
    ['legacyPackages', nested],
  ])
}

function setting(settings: Value, name: string, fallback: Value, machine: Machine): Value {
  return hasName(settings, name) === false ? fallback : machine.select(settings, name)
}

/** `callPackage` of a scope that adds the flake's inputs. */
function callerOf({ pkgs, inputs }: PackageArguments): Slot {
  const newScope = delay((machine) => machine.select(machine.force(pkgs), 'newScope'))
  const scope = makeScope(
    newScope,
    native('scope', 1, () => attrSet([['inputs', inputs]])),
  )
  return delay((machine) => machine.select(machine.force(scope), 'callPackage'))
}

function fromDirectory(
  { lib }: PackageArguments,
  directory: Value,
  callPackage: Slot,
  machine: Machine,
): Value {
  const read = machine.select(machine.force(lib), 'packagesFromDirectoryRecursive')
  const args = attrSet([
    ['directory', directory],
    ['callPackage', callPackage],
  ])
  return machine.apply(read, args)
}

/** Names of a tree of paths, each put together from those that lead to it. */
function flatten(
  tree: AttrSet,
  prefix: readonly string[],
  separator: string,
  callPackage: Slot,
  machine: Machine,
  found: Map<string, Attr>,
): void {
  for (const [name, { slot, position }] of tree.attrs) {
    const names = [...prefix, name]
    const value = machine.force(slot)
    if (value instanceof AttrSet) flatten(value, names, separator, callPackage, machine, found)
    else found.set(names.join(separator), new Attr(delayCall(callPackage, value, attrSet([])), position))
  }
}
