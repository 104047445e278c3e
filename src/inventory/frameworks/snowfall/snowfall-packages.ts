import { callPackage } from '../../../nix/eval/call-package.ts'
import { updateAttrs } from '../../../nix/eval/update-attrs.ts'
import {
  AttrSet,
  Unknown,
  attrSet,
  delay,
  type Machine,
  type Slot,
  type Value,
} from '../../../nix/eval/value.ts'
import { layOver } from '../../../nix/lib/fixed-points.ts'
import { system } from '../../../nix/lib/package-set.ts'
import { filterPackages } from '../filter-packages.ts'
import { inPath, optional } from './optional.ts'
import { below, defaultFiles, folderName, type Snowfall } from './snowfall.ts'

/** What packages are made with beside the flake itself. */
export type Packaging = {
  readonly channels: Slot
  readonly pkgs: Slot
  readonly given: AttrSet
  readonly overrides: Value
}

/** `package.create-packages`: each `default.nix` below `packages/`, called with `pkgs`, by the name of its folder. */
export function packagesOf(
  snowfall: Snowfall,
  { channels, pkgs, given, overrides }: Packaging,
  machine: Machine,
): Value {
  const own: Slot = delay(() => found)
  const namespaced = attrSet([[snowfall.namespace, own]])
  const scope = layOver(
    layOver(pkgs, namespaced),
    attrSet([
      ['channels', channels],
      ['namespace', snowfall.namespace],
      ['lib', snowfall.lib],
      ['pkgs', layOver(pkgs, namespaced)],
      ['inputs', snowfall.inputs],
    ]),
  )
  const found = attrSet(
    defaultFiles(machine, below(snowfall.root, 'packages')).map((file): [string, Slot] => [
      folderName(file),
      delay((inner) => describedBy(callPackage(scope, file, attrSet([]), null, inner), file, inner)),
    ]),
  )
  const aliased = aliasesOf(found, optional(given, ['alias', 'packages'], machine), machine)
  return filterPackages(system, updateAttrs(aliased, overrides, machine, null), machine)
}

/** snowfall-lib writes into `meta` where a package lies. */
function describedBy(pkg: Value, file: Slot, machine: Machine): Value {
  if (!(pkg instanceof AttrSet)) return pkg
  const meta = delay((inner) => inPath(pkg, 'meta', inner))
  const own = attrSet([['snowfall', attrSet([['path', file]])]])
  return updateAttrs(pkg, attrSet([['meta', layOver(meta, own)]]), machine, null)
}

/** What is found, and the same under the names of `alias`. */
export function aliasesOf(found: AttrSet, aliases: Value, machine: Machine): Value {
  if (!(aliases instanceof AttrSet)) return updateAttrs(found, aliases, machine, null)
  const named = [...aliases.attrs].map(([name, { slot }]): [string, Slot] => [
    name,
    delay((inner) => {
      const target = inner.force(slot)
      return typeof target === 'string' ? inner.select(found, target) : new Unknown('an alias')
    }),
  ])
  return new AttrSet(new Map([...found.attrs, ...attrSet(named).attrs]), aliases.rest, null, aliases.maybe)
}
