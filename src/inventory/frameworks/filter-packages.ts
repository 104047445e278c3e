import { isPlatformIn } from '../../nix/eval/known-platforms.ts'
import { hasName } from '../../nix/eval/partial.ts'
import { Attr, AttrSet, Unknown, isList, type Machine, type Value } from '../../nix/eval/value.ts'
import { isDerivationValue } from '../../nix/lib/attrsets/derivations.ts'

/**
 * numtide/flake-utils, `filterPackages.nix`: the derivations of a set that are not broken and run on a system. One of
 * which that is not known is only perhaps there.
 */
export function filterPackages(system: Value, packages: Value, machine: Machine): Value {
  if (!(packages instanceof AttrSet)) return packages
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>(packages.maybe)
  for (const [name, attr] of packages.attrs) {
    const kept = isKept(machine.force(attr.slot), system, machine)
    if (kept === true) attrs.set(name, attr)
    else if (kept === null) maybe.set(name, attr)
  }
  return new AttrSet(attrs, packages.rest, null, maybe.size > 0 ? maybe : null)
}

/** Whether a package is kept; null where that is not known. */
function isKept(value: Value, system: Value, machine: Machine): boolean | null {
  const derivation = isDerivationValue(machine, value)
  if (derivation !== true) return derivation === false ? false : null
  const meta = read(value, 'meta', machine)
  const answers = [
    negate(asBoolean(read(meta, 'broken', machine) ?? false)),
    isListed(meta, 'platforms', system, true, machine),
    negate(isListed(meta, 'badPlatforms', system, false, machine)),
  ]
  if (answers.includes(false)) return false
  return answers.includes(null) ? null : true
}

/** An attribute; undefined where it is not there. */
function read(set: Value | undefined, name: string, machine: Machine): Value | undefined {
  if (set === undefined || hasName(set, name) === false) return undefined
  return machine.select(set, name)
}

function asBoolean(value: Value): boolean | null {
  return typeof value === 'boolean' ? value : null
}

function negate(answer: boolean | null): boolean | null {
  return answer === null ? null : !answer
}

/** Whether a list of `meta` has the system. */
function isListed(
  meta: Value | undefined,
  name: string,
  system: Value,
  without: boolean,
  machine: Machine,
): boolean | null {
  const list = read(meta, name, machine)
  if (list === undefined) return without
  if (list instanceof Unknown) return isPlatformIn(list, system)
  if (!isList(list)) return null
  const items = list.map((slot) => machine.force(slot))
  if (items.includes(system)) return true
  return items.some((item) => item instanceof Unknown) ? null : false
}
