import { printJson } from '../../eval/builtins/json.ts'
import { isFunction } from '../../eval/functions.ts'
import { because, hasName, namesOf, slotOf } from '../../eval/partial.ts'
import {
  AttrSet,
  Native,
  PathValue,
  Unknown,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
} from '../../eval/value.ts'
import { isDerivationValue } from '../attrsets/derivations.ts'
import { escapeNixIdentifier } from '../strings/quote-nix.ts'
import { interpolated, printed } from '../strings/text.ts'
import { readOptions } from './options.ts'
import { shownArguments } from './value-text.ts'

/** How a value is laid out. */
type Layout = { readonly multiline: boolean; readonly prettyValues: boolean }

/** A value as Nix text, as `lib.generators.toPretty` has it. */
export function prettyText(machine: Machine, layout: Layout, indent: string, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  machine.spend(1)
  if (value instanceof Unknown) return because(value)
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return printJson(value)
  if (typeof value === 'string') return prettyString(layout, indent, value)
  if (value instanceof PathValue) return printed(machine, value)
  if (isList(value))
    return enclose(layout, indent, '[', ']', value, (item, inner) => prettyText(machine, layout, inner, item))
  if (isFunction(machine, value) === true) {
    const args = shownArguments(machine, value)
    if (args instanceof Unknown) return args
    return args === null ? '<function>' : `<function, args: {${args}}>`
  }
  return value instanceof AttrSet ? prettySet(machine, layout, indent, value) : new Unknown('a value as text')
}

function prettyString(layout: Layout, indent: string, text: string): string {
  const lines = text.split('\n')
  if (!layout.multiline || lines.length === 1) {
    const escaped = lines.map((line) => line.replace(/[\\"]|\$\{/g, '\\$&'))
    return `"${escaped.join('\\n')}"`
  }
  const escaped = lines.map((line) => line.replace(/\$\{|''/g, (found) => (found === "''" ? "'''" : "''${")))
  const last = escaped.pop() ?? ''
  const intro = `\n${indent}  `
  return `''${intro}${escaped.join(intro)}${last === '' ? `\n${indent}` : intro + last}''`
}

function enclose<T>(
  layout: Layout,
  indent: string,
  open: string,
  close: string,
  items: readonly T[],
  show: (item: T, indent: string) => string | Unknown,
): string | Unknown {
  if (items.length === 0) return `${open} ${close}`
  const intro = layout.multiline ? `\n${indent}  ` : ' '
  const outro = layout.multiline ? `\n${indent}` : ' '
  const texts: string[] = []
  for (const item of items) {
    const text = show(item, `${indent}  `)
    if (text instanceof Unknown) return text
    texts.push(text)
  }
  return open + intro + texts.join(intro) + outro + close
}

function prettySet(machine: Machine, layout: Layout, indent: string, set: AttrSet): string | Unknown {
  if (layout.prettyValues && hasName(set, '__pretty') === true && hasName(set, 'val') === true) {
    return interpolated(machine, delayCall(slotOf(set, '__pretty'), slotOf(set, 'val')))
  }
  const derivation = isDerivationValue(machine, set)
  if (derivation instanceof Unknown) return derivation
  if (derivation) {
    const name = hasName(set, 'name') === true ? interpolated(machine, slotOf(set, 'name')) : '???'
    return name instanceof Unknown ? name : `<derivation ${name}>`
  }
  const names = namesOf(set)
  if (names instanceof Unknown) return names
  return enclose(layout, indent, '{', '}', names, (name, inner) => {
    const text = prettyText(machine, layout, inner, slotOf(set, name))
    return text instanceof Unknown ? text : `${escapeNixIdentifier(name)} = ${text};`
  })
}

/** `toPretty`. */
export const prettyGenerator: Native = native('toPretty', 2, (machine, [options = null, value = null]) => {
  const given = readOptions(machine, machine.force(options), ['allowPrettyValues', 'multiline', 'indent'])
  if (given instanceof Unknown) return because(given)
  const multiline = given.flag('multiline', true)
  const prettyValues = given.flag('allowPrettyValues', false)
  const indent = given.text('indent', '')
  if (typeof multiline !== 'boolean' || typeof prettyValues !== 'boolean' || typeof indent !== 'string') {
    return new Unknown('how a value is laid out')
  }
  return prettyText(machine, { multiline, prettyValues }, indent, value)
})
