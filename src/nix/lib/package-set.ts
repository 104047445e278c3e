import { callPackage } from '../eval/call-package.ts'
import {
  Attr,
  AttrSet,
  Thunk,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'

/** The platform that everything is evaluated for. */
export const system = 'x86_64-linux'

const reason = 'nixpkgs is not part of the repository'

/** Sets of nixpkgs that have a `callPackage` of their own. */
const innerSets =
  'python2Packages python3Packages python39Packages python310Packages python311Packages python312Packages ' +
  'python313Packages pythonPackages haskellPackages perlPackages rubyPackages luaPackages lua51Packages ' +
  'lua52Packages lua53Packages luajitPackages ocamlPackages nodePackages qt5 qt6 qt6Packages libsForQt5 ' +
  'kdePackages plasma5Packages gnome xorg beamPackages beam_minimal emacsPackages linuxPackages ' +
  'linuxPackages_latest rPackages coqPackages cudaPackages pkgsi686Linux pkgsStatic pkgsMusl mate xfce pantheon'

/**
 * nixpkgs as `pkgs`, of which only `lib`, the platform and the ways to call a file are known; all else is an unknown
 * that keeps its name (`pkgs.buildGoModule`).
 * @param overlays functions `final: prev: { … }`, in order; what one of them does that is not known changes nothing
 */
export function makePackageSet(lib: Slot, overlays: readonly Slot[] = []): Thunk {
  const final: Thunk = delay((machine) => {
    const attrs = baseAttrs(lib, final, overlays)
    for (const overlay of overlays) {
      const prev = packageSet(new Map(attrs))
      const added = machine.guard<Value>(
        () => machine.apply(machine.apply(machine.force(overlay), final), prev),
        () => null,
      )
      if (added instanceof AttrSet) for (const [name, attr] of added.attrs) attrs.set(name, attr)
    }
    return packageSet(attrs)
  })
  return final
}

function packageSet(attrs: ReadonlyMap<string, Attr>): AttrSet {
  return new AttrSet(attrs, new Unknown(reason, ['pkgs']))
}

function baseAttrs(lib: Slot, final: Slot, overlays: readonly Slot[]): Map<string, Attr> {
  const entries: [string, Slot][] = [
    ['lib', lib],
    ['pkgs', final],
    ['system', system],
    ['stdenv', withPlatforms('stdenv')],
    ['stdenvNoCC', withPlatforms('stdenvNoCC')],
    ['clangStdenv', withPlatforms('clangStdenv')],
    ['hostPlatform', platform()],
    ['config', new AttrSet(new Map(), new Unknown(reason, ['pkgs', 'config']))],
    ...callers(final),
    [
      'extend',
      native('extend', 1, (machine, [more = null]) =>
        machine.force(makePackageSet(lib, [...overlays, more])),
      ),
    ],
    [
      'appendOverlays',
      native('appendOverlays', 1, (machine, [more = null]) => {
        const list = machine.force(more)
        return machine.force(makePackageSet(lib, [...overlays, ...(isList(list) ? list : [])]))
      }),
    ],
    [
      'recurseIntoAttrs',
      native('recurseIntoAttrs', 1, (machine, [set = null]) => recurseInto(machine.force(set))),
    ],
    ...innerSets.split(' ').map((name): [string, Slot] => [name, innerSet(name, lib, final)]),
  ]
  return new Map(entries.map(([name, slot]) => [name, new Attr(slot, null)]))
}

/** `callPackage` and its kin, over a scope. */
function callers(scope: Slot): [string, Slot][] {
  const call = (from: Slot): Slot =>
    native('callPackage', 2, (machine, [target = null, args = null]) =>
      callPackage(from, target, args, null, machine),
    )
  const newScope = native('newScope', 1, (machine, [extra = null]) =>
    machine.force(call(delay((inner) => layOver(inner.force(scope), inner.force(extra))))),
  )
  return [
    ['callPackage', call(scope)],
    ['callPackages', call(scope)],
    ['newScope', newScope],
  ]
}

function layOver(base: Value, extra: Value): Value {
  if (!(base instanceof AttrSet)) return extra
  if (!(extra instanceof AttrSet)) return base
  return new AttrSet(new Map([...base.attrs, ...extra.attrs]), base.rest)
}

/** A set such as `python3Packages`: what it does not have itself, its `callPackage` takes from `pkgs`. */
function innerSet(name: string, lib: Slot, final: Slot): Slot {
  return delay(() => {
    const rest = new Unknown(reason, ['pkgs', name])
    const scope = new AttrSet(
      new Map([
        ['lib', new Attr(lib, null)],
        ['pkgs', new Attr(final, null)],
        ['stdenv', new Attr(withPlatforms('stdenv'), null)],
      ]),
      rest,
    )
    const attrs = new Map(callers(scope).map(([key, slot]) => [key, new Attr(slot, null)]))
    return new AttrSet(attrs, rest)
  })
}

function withPlatforms(name: string): AttrSet {
  const attrs = new Map<string, Attr>()
  for (const key of ['hostPlatform', 'buildPlatform', 'targetPlatform'])
    attrs.set(key, new Attr(platform(), null))
  for (const [key, attr] of platform().attrs) attrs.set(key, attr)
  return new AttrSet(attrs, new Unknown(reason, ['pkgs', name]))
}

function platform(): AttrSet {
  const known = attrSet([
    ['system', system],
    ['isLinux', true],
    ['isUnix', true],
    ['isx86_64', true],
    ['isx86', true],
    ['is64bit', true],
    ['isDarwin', false],
    ['isMacOS', false],
    ['isAarch64', false],
    ['isAarch32', false],
    ['isi686', false],
    ['isRiscV', false],
    ['isWindows', false],
    ['isMusl', false],
    ['isStatic', false],
    ['isFreeBSD', false],
  ])
  return new AttrSet(known.attrs, new Unknown(reason, ['pkgs', 'stdenv', 'hostPlatform']))
}

function recurseInto(value: Value): Value {
  if (!(value instanceof AttrSet)) return value
  const attrs = new Map(value.attrs)
  attrs.set('recurseForDerivations', new Attr(true, null))
  return new AttrSet(attrs, value.rest, value.derivation, value.maybe)
}

/** What `import nixpkgs` gives: a function of system, config and overlays. */
export function nixpkgsFunction(lib: Slot): Slot {
  return native('nixpkgs', 1, (machine: Machine, [args = null]) => {
    const given = machine.force(args)
    const overlays = given instanceof AttrSet ? given.attrs.get('overlays') : undefined
    const list = overlays === undefined ? [] : machine.force(overlays.slot)
    return machine.force(makePackageSet(lib, isList(list) ? list : []))
  })
}
