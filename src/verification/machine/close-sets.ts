import { Attr, AttrSet, delay, type Value } from '../../nix/eval/value.ts'

/**
 * The configuration in which some sets of options have nothing but what is declared, as in a system that imports no other
 * module that adds to them: `cfg ? port` is known then.
 * @param closed dotted paths of such sets; what lies below them is closed too
 * @param sets dotted paths of all sets of options: an option's value is left as it is
 */
export function closeSets(
  config: Value,
  closed: ReadonlySet<string>,
  sets: ReadonlySet<string>,
  path = '',
  isClosed = false,
): Value {
  if (!(config instanceof AttrSet) || config.derivation !== null) return config
  const attrs = new Map<string, Attr>()
  for (const [name, attr] of config.attrs) {
    const inner = path === '' ? name : `${path}.${name}`
    const slot = sets.has(inner)
      ? delay((machine) =>
          closeSets(machine.force(attr.slot), closed, sets, inner, isClosed || closed.has(inner)),
        )
      : attr.slot
    attrs.set(name, new Attr(slot, attr.position))
  }
  return new AttrSet(attrs, isClosed ? null : config.rest, null, config.maybe)
}
