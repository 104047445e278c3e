import { callPackage } from '../eval/call-package.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import {
  AttrSet,
  Attr,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { callPackageWith } from './fixed-points.ts'
import { lib, systems } from './index.ts'

/** The system that a NUR is looked at for: NixOS modules run on Linux, and this is the one that all support. */
export const assumedSystem = 'x86_64-linux'

const platform = attrSet([
  ['system', assumedSystem],
  ['isLinux', true],
  ['isDarwin', false],
  ['isx86_64', true],
  ['isAarch64', false],
  ['isx86_32', false],
  ['isi686', false],
  ['isUnix', true],
  ['isMusl', false],
  ['isStatic', false],
  ['is64bit', true],
  ['isx86', true],
  ['isAarch32', false],
  ['isRiscV', false],
  ['isWindows', false],
  ['isFreeBSD', false],
])

/** A platform that has more to say than we know. */
const openPlatform = new AttrSet(
  platform.attrs,
  new Unknown('an attribute of the platform', ['stdenv', 'hostPlatform']),
)

/**
 * nixpkgs' package set as the entry points of a NUR get it: `pkgs.lib`, `callPackage`, the platform, and otherwise
 * unknown, with the path of each attribute as its origin (`pkgs.rustPlatform.buildRustPackage`).
 * @param name what it is called in messages: `pkgs`
 */
export function makePkgs(name = 'pkgs'): AttrSet {
  const rest = new Unknown('nixpkgs is not evaluated', [name])
  const stdenv = new AttrSet(
    attrSet([
      ['hostPlatform', openPlatform],
      ['buildPlatform', openPlatform],
      ['targetPlatform', openPlatform],
      ['system', assumedSystem],
      ['isLinux', true],
      ['isDarwin', false],
      ['isx86_64', true],
      ['isAarch64', false],
    ]).attrs,
    new Unknown('nixpkgs is not evaluated', [name, 'stdenv']),
  )
  const self: { set: AttrSet } = { set: new AttrSet(new Map(), rest) }
  const own = attrSet([
    ['lib', lib],
    ['system', assumedSystem],
    ['stdenv', stdenv],
    [
      'callPackage',
      native('callPackage', 2, (machine, [target = null, args = null]) =>
        callPackage(self.set, target, args, null, machine),
      ),
    ],
    [
      'callPackages',
      native('callPackages', 2, (machine, [target = null, args = null]) =>
        callPackage(self.set, target, args, null, machine),
      ),
    ],
    [
      'newScope',
      native('newScope', 1, (_machine, [extra = null]) =>
        callPackageWith(delay((machine) => over(self.set, extra, machine))),
      ),
    ],
    [
      'extend',
      native('extend', 1, (machine, [overlay = null]) => machine.force(extended(self.set, overlay))),
    ],
    ['appendOverlays', native('appendOverlays', 1, () => rest)],
    ['pkgs', delay(() => self.set)],
  ])
  self.set = new AttrSet(own.attrs, rest)
  return self.set
}

function over(base: AttrSet, extra: Slot, machine: Machine): Value {
  return updateAttrs(base, machine.force(extra), machine, null)
}

/** `pkgs.extend overlay`: the set with the overlay's attributes on top. */
function extended(base: AttrSet, overlay: Slot): Slot {
  const final: Slot = delay((machine) => {
    const added = machine.apply(machine.apply(machine.force(overlay), final), base)
    const calling = attrSet([
      ['callPackage', callPackageWith(final)],
      [
        'newScope',
        native('newScope', 1, (_machine, [extra = null]) =>
          callPackageWith(delay((inner) => updateAttrs(inner.force(final), inner.force(extra), inner, null))),
        ),
      ],
    ])
    return updateAttrs(updateAttrs(base, calling, machine, null), added, machine, null)
  })
  return final
}

/** What `(import nixpkgs { … })` gives, and what a flake calls `nixpkgs`. */
export function makeNixpkgsFlake(): AttrSet {
  const pkgs = makePkgs()
  return new AttrSet(
    attrSet([
      ['lib', lib],
      [
        'legacyPackages',
        new AttrSet(
          attrSet((systems as readonly string[]).map((system): [string, Slot] => [system, pkgs])).attrs,
        ),
      ],
      ['outPath', new Unknown('the source of nixpkgs', ['nixpkgs'])],
    ]).attrs,
    new Unknown('nixpkgs is not evaluated', ['nixpkgs']),
  )
}

/** What module functions are called with beside `config` and `options`. */
export function moduleArguments(extra: readonly (readonly [string, Slot])[] = []): ReadonlyMap<string, Slot> {
  return new Map<string, Slot>([
    ['lib', lib],
    ['pkgs', makePkgs()],
    ['utils', new Unknown("NixOS's utils", ['utils'])],
    ['modulesPath', new Unknown("where NixOS's modules lie", ['modulesPath'])],
    ...extra,
  ])
}

/** The attributes of `flake-utils.lib` that shape outputs. */
export const flakeUtils: AttrSet = new AttrSet(
  attrSet([
    [
      'lib',
      new AttrSet(
        attrSet([
          ['defaultSystems', systems],
          ['allSystems', systems],
          [
            'eachDefaultSystem',
            native('eachDefaultSystem', 1, (machine, [fn = null]) => eachSystem(systems, fn, machine)),
          ],
          [
            'eachSystem',
            native('eachSystem', 2, (machine, [list = null, fn = null]) => eachSystem(list, fn, machine)),
          ],
          ['flattenTree', native('flattenTree', 1, (machine, [tree = null]) => machine.force(tree))],
        ]).attrs,
        new Unknown('a function of flake-utils', ['flake-utils', 'lib']),
      ),
    ],
  ]).attrs,
  new Unknown('an output of flake-utils', ['flake-utils']),
)

/** `{ packages.x = …; }` for each system becomes `{ packages.<system>.x = …; }`; one system stands for all. */
function eachSystem(list: Slot, fn: Slot, machine: Machine): Value {
  const systemList = machine.force(list)
  if (!Array.isArray(systemList)) return new Unknown('the systems of a flake')
  const outputs = machine.apply(machine.force(fn), assumedSystem)
  if (!(outputs instanceof AttrSet)) return new Unknown('the outputs of a flake')
  const attrs = new Map<string, Attr>()
  for (const [name, attr] of outputs.attrs) {
    attrs.set(name, new Attr(attrSet([[assumedSystem, attr.slot]]), attr.position))
  }
  return new AttrSet(attrs, outputs.rest)
}
