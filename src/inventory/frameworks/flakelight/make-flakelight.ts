import { isFunction } from '../../../nix/eval/functions.ts'
import { hasName } from '../../../nix/eval/partial.ts'
import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  PathValue,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { typeTag } from '../../../nix/lib/modules/property.ts'
import { makePackageSet, system } from '../../../nix/lib/package-set.ts'
import { collectDefinitions, type Definitions } from '../collect-definitions.ts'
import { packagesOverlay } from './packages-overlay.ts'
import { readNixDir } from './read-nix-dir.ts'

/** A flake of flakelight: what its modules define, and what they are called with. */
type Flakelight = {
  readonly lib: Slot
  readonly found: Definitions
  readonly args: AttrSet
  /** The folder whose files are definitions; null where there is none. */
  readonly folder: PathValue | null
}

/** nix-community/flakelight, called with a folder and a module (`default.nix`, `mkFlake`). */
export function makeFlakelight(lib: Slot): Slot {
  return native('flakelight', 2, (machine, [source = null, root = null]) => {
    const folder = machine.force(source)
    if (!(folder instanceof PathValue) || !folder.inSnapshot) return new Unknown('the folder of flakelight')
    return mkFlake(lib, folder, machine.force(root), machine)
  })
}

function mkFlake(lib: Slot, source: PathValue, root: Value, machine: Machine): Value {
  const found: Definitions = { sets: [], unknown: null }
  const outputs: Slot = delay(() => result)
  const inputs = delay((inner) => merged({ lib, found, args, folder: null }, 'inputs', inner))
  const args = new AttrSet(
    attrSet([
      ['lib', lib],
      ['src', source],
      ['inputs', inputs],
      ['outputs', outputs],
    ]).attrs,
    new Unknown('flakelight passes it', ['flakelight']),
  )
  collectDefinitions(root, args, machine, found)
  const folder = nixDirOf(found, source, machine)
  if (folder instanceof Unknown) return folder
  const result = outputsOf({ lib, found, args, folder }, machine)
  return result
}

/** `nixDir` (`builtinModules/nixDir.nix`): `nix/` where nobody says otherwise. */
function nixDirOf({ sets }: Definitions, source: PathValue, machine: Machine): PathValue | null | Unknown {
  const given = sets.find(({ attrs }) => attrs.has('nixDir'))
  if (given === undefined) return new PathValue(source.path === '' ? 'nix' : `${source.path}/nix`, true)
  const value = machine.select(given, 'nixDir')
  return value === null || value instanceof PathValue
    ? value
    : new Unknown('the folder `nixDir` of flakelight')
}

function outputsOf(flake: Flakelight, machine: Machine): AttrSet {
  const overlays = definitions(flake, 'withOverlays', machine).flatMap((slot) => {
    const value = machine.force(slot)
    return isList(value) ? value : [value]
  })
  const definedPackages = delay((inner) => withSingle(flake, 'packages', 'package', inner))
  const own = packagesOverlay(
    definedPackages,
    delay((inner) => single(flake, 'pname', inner)),
  )
  const pkgs = makePackageSet(flake.lib, [...overlays, own.inside])
  const packages = delay((inner) => picked(inner.force(definedPackages), pkgs))
  const known: [string, Slot][] = [
    ['packages', attrSet([[system, packages]])],
    ['nixosModules', delay((inner) => withSingle(flake, 'nixosModules', 'nixosModule', inner))],
    ['homeModules', delay((inner) => withSingle(flake, 'homeModules', 'homeModule', inner))],
    ['lib', delay((inner) => merged(flake, 'lib', inner))],
    ['overlays', delay((inner) => allOverlays(flake, own.outside, inner))],
  ]
  const given = merged(flake, 'outputs', machine)
  // An output of which nothing is defined is not there.
  const isDefined = ([name]: [string, Slot]): boolean =>
    sources(name).some((option) => definitions(flake, option, machine).length > 0)
  const outputs = new Map(attrSet(known.filter(isDefined)).attrs)
  for (const [name, attr] of given instanceof AttrSet ? given.attrs : [])
    outputs.set(name, beside(outputs.get(name), attr))
  for (const name of ['perSystem', 'legacyPackages'])
    if (definitions(flake, name, machine).length > 0)
      for (const [key, slot] of perSystem(flake, name, pkgs, machine))
        outputs.set(key, beside(outputs.get(key), new Attr(slot, null)))
  return new AttrSet(outputs, new Unknown('another output of flakelight', ['flakelight']))
}

/** The options that an output is made of. */
function sources(output: string): readonly string[] {
  const single = output.replace(/s$/, '')
  return output === 'overlays' ? ['overlays', 'overlay', 'packages', 'package'] : [output, single]
}

/** What is defined under a name: by modules, and by the file or folder of that name in `nixDir`. */
function definitions({ found, folder }: Flakelight, name: string, machine: Machine): readonly Slot[] {
  const own = found.sets.flatMap(({ attrs }) => attrs.get(name)?.slot ?? [])
  const file = folder === null ? null : readNixDir(folder, name, machine)
  return file === null ? own : [...own, file]
}

/** One set of all that is defined under a name; a function is called with what modules are. */
function merged(flake: Flakelight, name: string, machine: Machine): Value {
  const { args, found } = flake
  const start: Value =
    found.unknown === null ? attrSet([]) : new AttrSet(new Map(), new Unknown(found.unknown.reason))
  return definitions(flake, name, machine).reduce<Value>((standing, slot) => {
    const value = machine.force(slot)
    const called = isFunction(machine, value) === true ? machine.apply(value, withSystem(args)) : value
    const plain =
      typeTag(called, machine) === null ? called : new Unknown('what is defined under a condition')
    return plain instanceof AttrSet || plain instanceof Unknown
      ? updateAttrs(standing, plain, machine, null)
      : standing
  }, start)
}

function withSystem({ attrs, rest }: AttrSet): AttrSet {
  return new AttrSet(new Map(attrs).set('system', new Attr(system, null)), rest)
}

function single(flake: Flakelight, name: string, machine: Machine): Value {
  const [first] = definitions(flake, name, machine)
  return first === undefined ? null : machine.force(first)
}

/** `package` is `packages.default`, and so on. */
function withSingle(flake: Flakelight, many: string, one: string, machine: Machine): Value {
  const all = merged(flake, many, machine)
  const [first] = definitions(flake, one, machine)
  return first === undefined ? all : updateAttrs(all, attrSet([['default', first]]), machine, null)
}

/** The packages by their names in `pkgs`, which has them by the flake's overlay. */
function picked(defined: Value, pkgs: Slot): Value {
  if (!(defined instanceof AttrSet)) return defined
  const pick = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map(
      [...attrs].map(([name, { position }]) => [
        name,
        new Attr(
          delay((machine) => machine.select(machine.force(pkgs), name)),
          position,
        ),
      ]),
    )
  return new AttrSet(pick(defined.attrs), defined.rest, null, defined.maybe && pick(defined.maybe))
}

/** `overlays`, and as `default` what the packages come to and `overlay` says. */
function allOverlays(flake: Flakelight, packages: Slot, machine: Machine): Value {
  const all = merged(flake, 'overlays', machine)
  const [own] = definitions(flake, 'overlay', machine)
  const hasPackages = ['package', 'packages'].some((name) => definitions(flake, name, machine).length > 0)
  const both = [...(own === undefined ? [] : [own]), ...(hasPackages ? [packages] : [])]
  if (both.length === 0) return all
  const compose = machine.select(machine.force(flake.lib), 'composeManyExtensions')
  const fallback = machine.apply(compose, both)
  return updateAttrs(attrSet([['default', fallback]]), all, machine, null)
}

/** What a function of `pkgs` gives, for our system. */
function perSystem(flake: Flakelight, name: string, pkgs: Slot, machine: Machine): readonly [string, Slot][] {
  const made = machine.apply(single(flake, name, machine), pkgs)
  if (name === 'legacyPackages') return [[name, attrSet([[system, made]])]]
  return made instanceof AttrSet
    ? [...made.attrs].map(([key, { slot }]) => [key, attrSet([[system, slot]])])
    : []
}

/** An output that is there already, and what is defined of it beside: sets are merged two levels deep. */
function beside(standing: Attr | undefined, more: Attr): Attr {
  if (standing === undefined) return more
  return new Attr(
    delay((machine) => mergeDeep(machine.force(standing.slot), machine.force(more.slot), 2, machine)),
    more.position,
  )
}

function mergeDeep(left: Value, right: Value, depth: number, machine: Machine): Value {
  if (depth === 0 || !(left instanceof AttrSet) || !(right instanceof AttrSet))
    return updateAttrs(left, right, machine, null)
  const attrs = [...right.attrs].map(([name, attr]): [string, Attr] => {
    if (hasName(left, name) !== true) return [name, attr]
    const both = delay((inner) =>
      mergeDeep(inner.select(left, name), inner.force(attr.slot), depth - 1, inner),
    )
    return [name, new Attr(both, attr.position)]
  })
  return updateAttrs(left, new AttrSet(new Map(attrs), right.rest, null, right.maybe), machine, null)
}
