import type { Option } from '../../model/inventory.ts'
import type { Machine, Value } from '../../nix/eval/value.ts'
import { readAttribute } from '../world/read-attribute.ts'
import type { World } from '../world/world.ts'
import type { DeclaredOption } from './read-options.ts'
import { showValue } from './show-value.ts'

/** Describes an option for people: its type, default and example as text. */
export function describeOption({ declaration, ...option }: DeclaredOption, world: World): Option {
  const nothing = { type: null, default: null, example: null, description: null }
  if (declaration === null) return { ...option, ...nothing }
  const result = world.evaluator.attempt((machine) => {
    const shown = (name: string): string | null => {
      const attr = declaration.attrs.get(name)
      return attr === undefined ? null : showValue(attr.slot, machine)
    }
    const type = readAttribute(declaration, 'type', machine)
    return {
      type: textOf(readAttribute(type, 'description', machine)) ?? 'unspecified value',
      default: shown('defaultText') ?? shown('default'),
      example: shown('example'),
      description: describe(readAttribute(declaration, 'description', machine), machine),
    }
  })
  return { ...option, ...(result.ok ? result.value : { ...nothing, type: 'unspecified value' }) }
}

/** A description may be text, or text marked as Markdown. */
function describe(value: Value, machine: Machine): string | null {
  return textOf(value) ?? textOf(readAttribute(value, 'text', machine))
}

function textOf(value: Value): string | null {
  return typeof value === 'string' ? value : null
}
