import { Attr, AttrSet, Unknown, delay, type Value } from '../../nix/eval/value.ts'

/**
 * The configuration in which the option sets that the repository declares as a whole have nothing but what is
 * declared, so that reading another name of them is a fault; a set that is an option's value may hold what users like.
 * @param whole dotted paths of such sets
 * @param sets dotted paths of all sets of options
 */
export function closeConfig(
  config: AttrSet,
  whole: ReadonlySet<string>,
  sets: ReadonlySet<string>,
  path: readonly string[] = [],
  isWhole = false,
): AttrSet {
  const attrs = new Map<string, Attr>()
  for (const [name, attr] of config.attrs) {
    const inner = [...path, name]
    const dotted = inner.join('.')
    const slot = delay((machine): Value => {
      const value = machine.force(attr.slot)
      if (!(value instanceof AttrSet) || value.derivation !== null) return value
      return sets.has(dotted)
        ? closeConfig(value, whole, sets, inner, isWhole || whole.has(dotted))
        : openValue(value, dotted)
    })
    attrs.set(name, new Attr(slot, attr.position))
  }
  return new AttrSet(attrs, isWhole ? null : config.rest, null, config.maybe)
}

function openValue(value: AttrSet, option: string): AttrSet {
  const rest = value.rest ?? new Unknown(`what users set below ${option}`, ['config', ...option.split('.')])
  return new AttrSet(value.attrs, rest, null, value.maybe)
}
