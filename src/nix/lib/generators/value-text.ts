import { functionArgs } from '../../eval/functions.ts'
import { because } from '../../eval/partial.ts'
import { typeName } from '../../eval/type-name.ts'
import { AttrSet, Unknown, type Machine, type Slot } from '../../eval/value.ts'
import { isDerivationValue } from '../attrsets/derivations.ts'
import { printed } from '../strings/text.ts'

/** `mkValueStringDefault { }`: scalars as most configuration formats have them. */
export function valueText(machine: Machine, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  if (typeof value === 'string') return value
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return printed(machine, value)
  if (value instanceof AttrSet && isDerivationValue(machine, value) !== false) return printed(machine, value)
  return machine.fail('abort', `generators.mkValueStringDefault: a ${typeName(value)} is not supported`)
}

/** Arguments of a function that is shown, as `toPretty` has them; null where it has none. */
export function shownArguments(machine: Machine, fn: Slot): string | null | Unknown {
  const args = machine.force(functionArgs(machine, fn))
  if (!(args instanceof AttrSet) || args.rest !== null) return new Unknown('the arguments of a function')
  const shown: string[] = []
  for (const [name, attr] of args.attrs) shown.push(machine.force(attr.slot) === true ? `${name}?` : name)
  return shown.length === 0 ? null : shown.sort().join(', ')
}
