import { Attr, AttrSet, delay, type Slot, type Value } from '../../nix/eval/value.ts'

/**
 * The configuration in which some sets of options have nothing but what is declared, as in a system that imports no other
 * module that adds to them: `cfg ? port` is known then.
 * @param closed dotted paths of such sets; what lies below them is closed too
 * @param sets dotted paths of all sets of options: an option's value is left as it is
 * @param onRead is told the dotted path of each option whose value is read, when it is read first
 */
export function closeSets(
  config: Value,
  closed: ReadonlySet<string>,
  sets: ReadonlySet<string>,
  onRead: ((option: string) => void) | null = null,
  path = '',
  isClosed = false,
): Value {
  if (!(config instanceof AttrSet) || config.derivation !== null) return config
  const attrs = new Map<string, Attr>()
  for (const [name, attr] of config.attrs) {
    const inner = path === '' ? name : `${path}.${name}`
    const slot = sets.has(inner)
      ? delay((machine) =>
          closeSets(machine.force(attr.slot), closed, sets, onRead, inner, isClosed || closed.has(inner)),
        )
      : onRead === null
        ? attr.slot
        : watched(attr.slot, () => {
            onRead(inner)
          })
    attrs.set(name, new Attr(slot, attr.position))
  }
  return new AttrSet(attrs, isClosed ? null : config.rest, null, config.maybe)
}

function watched(slot: Slot, onRead: () => void): Slot {
  return delay((machine) => {
    onRead()
    return machine.force(slot)
  })
}
