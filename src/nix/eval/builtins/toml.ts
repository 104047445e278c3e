import { TomlError, parse } from 'smol-toml'
import { Unknown, attrSet, type Native, type Slot, type Value } from '../value.ts'
import { strict } from './strict.ts'

/** Deeper tables are not read. */
const depthLimit = 200

/** TOML, as in `fromTOML (readFile ./Cargo.toml)`. */
export const tomlBuiltins: readonly Native[] = [
  strict('fromTOML', ['string'], (machine, text) => {
    machine.spend(text.length >> 2)
    machine.allocate(text.length << 2)
    try {
      return fromToml(parse(text, { integersAsBigInt: true, maxDepth: depthLimit }))
    } catch (error) {
      // What exactly is refused differs between libraries.
      if (error instanceof TomlError) return new Unknown('TOML that is not well-formed')
      throw error
    }
  }),
]

function fromToml(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
  if (typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(fromToml)
  // Versions of Nix refuse dates or have them as text or as sets.
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return new Unknown('a date in TOML')
  return attrSet(Object.entries(value).map(([name, item]): [string, Slot] => [name, fromToml(item)]))
}
