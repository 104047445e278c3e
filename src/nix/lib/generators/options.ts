import { restOf } from '../../eval/partial.ts'
import { AttrSet, Unknown, type Machine, type Slot, type Value } from '../../eval/value.ts'

/** Named arguments of a generator: given ones, else what it has by default. */
export type Options = {
  flag(name: string, fallback: boolean): boolean | Unknown
  text(name: string, fallback: string): string | Unknown
  slot(name: string): Slot | null
}

/**
 * Reads the first argument of a generator.
 * @param known the names it takes; another one is a fault, as it is in Nix
 */
export function readOptions(machine: Machine, value: Value, known: readonly string[]): Options | Unknown {
  if (value instanceof Unknown) return value
  if (!(value instanceof AttrSet))
    return machine.fail('type-error', 'the options of a generator have to be a set')
  const open = restOf(value)
  if (open !== null) return open
  for (const name of value.attrs.keys()) {
    if (!known.includes(name)) machine.fail('unexpected-argument', `a generator has no option '${name}'`)
  }
  const read = (name: string): Value | undefined => {
    const attr = value.attrs.get(name)
    return attr === undefined ? undefined : machine.force(attr.slot)
  }
  return {
    flag: (name, fallback) => {
      const found = read(name) ?? fallback
      return typeof found === 'boolean' ? found : new Unknown(`the option '${name}' of a generator`)
    },
    text: (name, fallback) => {
      const found = read(name) ?? fallback
      return typeof found === 'string' ? found : new Unknown(`the option '${name}' of a generator`)
    },
    slot: (name) => value.attrs.get(name)?.slot ?? null,
  }
}
