import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  PathValue,
  Unknown,
  attrSet,
  delay,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { isDerivationValue } from '../../../nix/lib/attrsets/derivations.ts'
import { layOver } from '../../../nix/lib/fixed-points.ts'
import { makePackageSet } from '../../../nix/lib/package-set.ts'
import { inPath, optional } from './optional.ts'
import { packagesOf } from './snowfall-packages.ts'
import { below, defaultFiles, folderName, type Snowfall } from './snowfall.ts'

/** nixpkgs with the flake's packages under its namespace and with its overlays; other channels are not known. */
export function channelsOf(snowfall: Snowfall, given: AttrSet, machine: Machine): AttrSet {
  const more = machine.force(given.attrs.get('overlays')?.slot ?? [])
  const channels: Slot = delay(() => result)
  const own = defaultFiles(machine, below(snowfall.root, 'overlays')).map((file) =>
    overlayOf(snowfall, file, { channels }),
  )
  const overlays = [packagesOverlay(snowfall, channels, given), ...(isList(more) ? more : []), ...own]
  const result = new AttrSet(
    attrSet([['nixpkgs', makePackageSet(snowfall.nixpkgsLib, overlays)]]).attrs,
    new Unknown('a channel of another flake'),
  )
  return result
}

/** An overlay's file, called with the inputs, by their names too, `lib`, and what else there is. */
function overlayOf({ inputs, lib }: Snowfall, file: PathValue, more: Readonly<Record<string, Slot>>): Slot {
  const own = attrSet([...Object.entries(more), ['inputs', inputs], ['lib', lib]])
  const args = new AttrSet(new Map([...inputs.attrs, ...own.attrs]), inputs.rest)
  return delay((machine) => machine.apply(machine.importFile(file, null), args))
}

/** The packages under the namespace, beside what is there already. */
function packagesOverlay(snowfall: Snowfall, channels: Slot, given: AttrSet): Slot {
  return native('overlay', 2, (_machine, [final = null, prev = null]) => {
    const packages = delay((machine) =>
      packagesOf(
        snowfall,
        { channels, pkgs: final, given: noAliases(given), overrides: attrSet([]) },
        machine,
      ),
    )
    const standing = delay((machine) => inPath(machine.force(prev), snowfall.namespace, machine))
    return attrSet([[snowfall.namespace, layOver(standing, packages)]])
  })
}

function noAliases(given: AttrSet): AttrSet {
  return new AttrSet(new Map([...given.attrs].filter(([name]) => name !== 'alias')), given.rest)
}

/** `overlay.create-overlays`: one for each folder of `overlays/`, one for each package, and all together. */
export function overlaysOf(snowfall: Snowfall, channels: Slot, given: AttrSet, machine: Machine): Value {
  const own = defaultFiles(machine, below(snowfall.root, 'overlays'))
    .map((file): [string, Slot] => [
      folderName(file),
      overlayOf(snowfall, file, { channels, namespace: snowfall.namespace }),
    ])
    .filter(([, overlay]) => isExported(overlay, machine))
  const all = packagesOverlay(snowfall, channels, given)
  const packages = defaultFiles(machine, below(snowfall.root, 'packages')).map((file): [string, Slot] => {
    const name = folderName(file)
    const one = native('overlay', 2, (inner, [final = null, prev = null]) => {
      const made = inner.select(inner.force(delayCall(all, final, prev)), snowfall.namespace)
      return attrSet([[snowfall.namespace, attrSet([[name, delay((deeper) => deeper.select(made, name))]])]])
    })
    return [`package/${name}`, one]
  })
  const together = own.reduce<Slot>((one, [, other]) => bothOverlays(one, other), all)
  const found = attrSet([...packages, ...own, ['default', together]])
  return updateAttrs(found, optional(given, ['extra-exported-overlays'], machine), machine, null)
}

/** What snowfall-lib calls overlays with to see whether they say `__dontExport`. */
const standIn = attrSet([
  ['callPackage', native('callPackage', 1, (_machine, [target = null]) => target)],
  ['isFakePkgs', true],
  ['lib', attrSet([])],
  ['system', 'fake-system'],
])

function isExported(overlay: Slot, machine: Machine): boolean {
  return machine.guard(
    () => inPath(machine.force(delayCall(overlay, standIn, standIn)), '__dontExport', machine) !== true,
    () => true,
  )
}

/** Two overlays over the same `prev`; sets are merged a level deep (`attrs.merge-shallow-packages`). */
function bothOverlays(one: Slot, other: Slot): Slot {
  return native('overlay', 2, (machine, [final = null, prev = null]) => {
    const left = machine.force(delayCall(one, final, prev))
    const right = machine.force(delayCall(other, final, prev))
    if (!(left instanceof AttrSet) || !(right instanceof AttrSet))
      return updateAttrs(left, right, machine, null)
    const merged = [...right.attrs].map(([name, { slot, position }]): [string, Attr] => [
      name,
      new Attr(mergeShallow(left.attrs.get(name)?.slot, slot), position),
    ])
    return updateAttrs(left, new AttrSet(new Map(merged), right.rest, null, right.maybe), machine, null)
  })
}

function mergeShallow(standing: Slot | undefined, slot: Slot): Slot {
  if (standing === undefined) return slot
  return delay((machine) => {
    const value = machine.force(slot)
    if (!(value instanceof AttrSet) || isDerivationValue(machine, value) === true) return value
    return updateAttrs(machine.force(standing), value, machine, null)
  })
}
