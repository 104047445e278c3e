import { printJson, toPlain } from '../../eval/builtins/json.ts'
import { isFunction } from '../../eval/functions.ts'
import { because, hasName, namesOf, slotOf } from '../../eval/partial.ts'
import {
  AttrSet,
  Native,
  PathValue,
  Unknown,
  attrSet,
  isList,
  native,
  type Machine,
  type Slot,
} from '../../eval/value.ts'
import { isDerivationValue } from '../attrsets/derivations.ts'
import { escapeXML } from '../strings/escape.ts'
import { interpolated, printed } from '../strings/text.ts'
import { readOptions } from './options.ts'

/** JSON of a value. */
function json(machine: Machine, slot: Slot): string | Unknown {
  const plain = toPlain(machine.force(slot), machine)
  return plain instanceof Unknown ? because(plain) : printJson(plain)
}

function dhall(machine: Machine, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  if (value instanceof AttrSet) {
    const names = namesOf(value)
    if (names instanceof Unknown) return names
    const items = allTexts(names, (name) => prefixed(`${name} = `, dhall(machine, slotOf(value, name))))
    return items instanceof Unknown ? items : `{ ${items.join(', ')} }`
  }
  if (isList(value)) {
    const items = allTexts(value, (item) => dhall(machine, item))
    return items instanceof Unknown ? items : `[ ${items.join(', ')} ]`
  }
  if (typeof value === 'bigint') return `${value < 0n ? '' : '+'}${value}`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null || isFunction(machine, value) !== false) {
    return machine.fail('abort', 'generators.toDhall: cannot convert this to Dhall')
  }
  return json(machine, value)
}

/** The texts of all items, or the first that is not known. */
function allTexts<T>(items: readonly T[], show: (item: T) => string | Unknown): readonly string[] | Unknown {
  const texts: string[] = []
  for (const item of items) {
    const text = show(item)
    if (text instanceof Unknown) return text
    texts.push(text)
  }
  return texts
}

function prefixed(prefix: string, text: string | Unknown): string | Unknown {
  return text instanceof Unknown ? text : prefix + text
}

type LuaLayout = { readonly multiline: boolean; readonly indent: string }

function lua(machine: Machine, { multiline, indent }: LuaLayout, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  if (value === null) return 'nil'
  if (value instanceof PathValue) return new Unknown('the store path of a copied file')
  const inner: LuaLayout = { multiline, indent: `${indent}  ` }
  const intro = multiline ? `\n${inner.indent}` : ' '
  const table = (items: readonly string[] | Unknown): string | Unknown => {
    if (items instanceof Unknown) return items
    return items.length === 0
      ? '{}'
      : `{${intro}${items.join(`,${intro}`)}${multiline ? `\n${indent}` : ' '}}`
  }
  if (isList(value)) return table(allTexts(value, (item) => lua(machine, inner, item)))
  if (!(value instanceof AttrSet)) return json(machine, value)
  if (isDerivationValue(machine, value) !== false) return new Unknown('the store path of a derivation')
  if (hasName(value, '_type') === true && machine.select(value, '_type') === 'lua-inline') {
    const text = interpolated(machine, slotOf(value, 'expr'))
    return text instanceof Unknown ? text : `(${text})`
  }
  const names = namesOf(value)
  if (names instanceof Unknown) return names
  return table(
    allTexts(names, (name) =>
      prefixed(`[${JSON.stringify(name)}] = `, lua(machine, inner, slotOf(value, name))),
    ),
  )
}

function luaBindings(machine: Machine, layout: LuaLayout, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  if (!(value instanceof AttrSet)) return new Unknown('bindings of Lua')
  const names = namesOf(value)
  if (names instanceof Unknown) return names
  const word = '[A-Za-z_][A-Za-z0-9_]*'
  const bad = names.filter((name) => !new RegExp(`^${word}(\\.${word})*$`).test(name))
  if (bad.length > 0) return machine.fail('throw', `Bad Lua var names: ${bad.join(', ')}`)
  const lines = allTexts(names, (name) =>
    prefixed(`${layout.indent}${name} = `, lua(machine, layout, slotOf(value, name))),
  )
  return lines instanceof Unknown ? lines : lines.map((line) => `${line}\n`).join('')
}

/** An item of a property list, each line behind `indent`; null becomes nothing. */
function plist(machine: Machine, escape: boolean, indent: string, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  const text = (raw: string): string => (escape ? escapeXML(raw) : raw)
  if (value instanceof Unknown) return because(value)
  if (value === null) return ''
  if (typeof value === 'boolean') return `${indent}<${String(value)}/>`
  if (typeof value === 'bigint') return `${indent}<integer>${value}</integer>`
  if (typeof value === 'string') return `${indent}<string>${text(value)}</string>`
  if (isList(value)) {
    const items = allTexts(value, (item) => plist(machine, escape, `\t${indent}`, item))
    return items instanceof Unknown ? items : `${indent}<array>\n${items.join('\n')}\n${indent}</array>`
  }
  if (value instanceof AttrSet) return plistDict(machine, escape, indent, value)
  const raw = printed(machine, value)
  if (raw instanceof Unknown) return raw
  return typeof value === 'number' ? `${indent}<real>${raw}</real>` : `${indent}<string>${text(raw)}</string>`
}

function plistDict(machine: Machine, escape: boolean, indent: string, set: AttrSet): string | Unknown {
  const names = namesOf(set)
  if (names instanceof Unknown) return names
  const lines: string[] = []
  for (const name of names) {
    const value = machine.force(slotOf(set, name))
    if (name === '_module' || value === null) continue
    const text = plist(machine, escape, `\t${indent}`, value)
    if (text instanceof Unknown) return text
    lines.push(`\t${indent}<key>${escape ? escapeXML(name) : name}</key>`, text)
  }
  return `${indent}<dict>\n${lines.join('\n')}\n${indent}</dict>`
}

const plistHead = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
  '<plist version="1.0">',
]

/** Formats of other languages. */
export const languageGenerators: readonly Native[] = [
  native('toJSON', 2, (machine, [, value = null]) => json(machine, value)),
  native('toYAML', 2, (machine, [, value = null]) => json(machine, value)),
  native('toDhall', 2, (machine, [, value = null]) => dhall(machine, value)),
  native('toLua', 2, (machine, [options = null, value = null]) => {
    const given = readOptions(machine, machine.force(options), ['multiline', 'indent', 'asBindings'])
    if (given instanceof Unknown) return because(given)
    const multiline = given.flag('multiline', true)
    const bindings = given.flag('asBindings', false)
    const indent = given.text('indent', '')
    if (typeof multiline !== 'boolean' || typeof bindings !== 'boolean' || typeof indent !== 'string') {
      return new Unknown('how Lua is laid out')
    }
    return (bindings ? luaBindings : lua)(machine, { multiline, indent }, value)
  }),
  native('toPlist', 2, (machine, [options = null, value = null]) => {
    const given = readOptions(machine, machine.force(options), ['escape'])
    if (given instanceof Unknown) return because(given)
    const escape = given.flag('escape', false)
    if (escape instanceof Unknown) return escape
    const text = plist(machine, escape, '', value)
    return text instanceof Unknown ? text : [...plistHead, text, '</plist>'].join('\n')
  }),
]

/** `mkLuaInline`, which is also at the top of `lib`. */
export const luaInline: Native = native('mkLuaInline', 1, (_machine, [expr = null]) =>
  attrSet([
    ['_type', 'lua-inline'],
    ['expr', expr],
  ]),
)
