import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  Unknown,
  attrSet,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { makePackageSet, system } from '../../../nix/lib/package-set.ts'
import { collectDefinitions, type Definitions } from '../collect-definitions.ts'
import type { Parts } from './collect-parts.ts'
import { mergeAttr } from './merge-attr.ts'
import { packagesByName } from './packages-by-name.ts'

/** Outputs that flake-parts makes out of `perSystem`; each is a set, empty where nobody defines it. */
export const perSystemOutputs = ['packages', 'legacyPackages']

/** All that is read of `perSystem`. */
const perSystemNames = [...perSystemOutputs, 'overlayAttrs']

/** What `perSystem` is evaluated with. */
export type PerSystemRequest = {
  readonly lib: Slot
  readonly parts: Parts
  /** What all flake modules are called with. */
  readonly common: readonly (readonly [string, Slot])[]
  /** The arguments of an overlay, where `perSystem` is evaluated as one (`easyOverlay`). */
  readonly overlay: { readonly final: Slot; readonly prev: Slot } | null
  /** What comes out, as `perSystem` itself sees it. */
  readonly self: Slot
}

/**
 * Puts together what each `perSystem` says for our system.
 * @returns `packages`, `legacyPackages` and `overlayAttrs`, each a set that is open where flake modules are not known
 */
export function evaluatePerSystem(machine: Machine, request: PerSystemRequest): AttrSet {
  const { parts } = request
  const found: Definitions = { sets: [], unknown: parts.unknown[0] ?? null }
  const args = argumentsOf(request, found)
  for (const slot of parts.perSystem) collectDefinitions(machine.force(slot), args, machine, found)
  if (parts.known.has('pkgs-by-name')) found.sets.push(byName(request, args, found, machine))
  const merged = new Map<string, Attr>()
  for (const { attrs } of found.sets)
    for (const [name, attr] of attrs) merged.set(name, mergeAttr(merged.get(name), attr))
  return attrSet(
    perSystemNames.map((name) => [
      name,
      delay((inner): Value => {
        const own = merged.get(name)
        const value = own === undefined ? attrSet([]) : inner.force(own.slot)
        return value instanceof AttrSet
          ? new AttrSet(value.attrs, value.rest ?? found.unknown, null, value.maybe)
          : value
      }),
    ]),
  )
}

function argumentsOf({ lib, common, overlay, self }: PerSystemRequest, found: Definitions): AttrSet {
  const pkgs = overlay?.prev ?? delay((machine) => ownPackages(found, machine) ?? makePackageSet(lib))
  const config = seenByPerSystem(self)
  const args: (readonly [string, Slot])[] = [
    ...common,
    ['pkgs', pkgs],
    ['system', system],
    ['config', config],
    ["self'", config],
    ['final', overlay?.final ?? makePackageSet(lib)],
  ]
  return passedBy(args)
}

/** `_module.args.pkgs`, where one of those that are read so far defines it. */
function ownPackages({ sets }: Definitions, machine: Machine): Slot | null {
  for (const set of sets) {
    const value = ['_module', 'args', 'pkgs'].reduce<Value>((outer, name) => {
      const attr = outer instanceof AttrSet ? outer.attrs.get(name) : undefined
      return attr === undefined ? null : machine.force(attr.slot)
    }, set)
    if (value !== null) return value
  }
  return null
}

function byName({ lib }: PerSystemRequest, args: AttrSet, { sets }: Definitions, machine: Machine): AttrSet {
  const given = {
    lib,
    pkgs: args.attrs.get('pkgs')?.slot ?? null,
    inputs: args.attrs.get('inputs')?.slot ?? null,
  }
  const settings = sets.reduce<Value>((one, other) => updateAttrs(one, other, machine, null), attrSet([]))
  const made = packagesByName(given, settings, machine)
  return made instanceof AttrSet ? made : attrSet(perSystemOutputs.map((name) => [name, made]))
}

/** What comes out as `config` and `self'`, each output only looked at when it is needed. */
export function seenByPerSystem(self: Slot): AttrSet {
  const known = perSystemNames.map((name): [string, Slot] => [
    name,
    delay((machine) => machine.select(machine.force(self), name)),
  ])
  return new AttrSet(attrSet(known).attrs, new Unknown('what other flake modules add'))
}

/** What flake-parts calls a module with: these, and what is not known. */
export function passedBy(entries: readonly (readonly [string, Slot])[]): AttrSet {
  return new AttrSet(attrSet(entries).attrs, new Unknown('flake-parts passes it', ['flake-parts']))
}
