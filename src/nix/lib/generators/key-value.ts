import { because, namesOf, slotOf } from '../../eval/partial.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  AttrSet,
  Native,
  Unknown,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { interpolated, replaceEach } from '../strings/text.ts'
import { readOptions } from './options.ts'
import { valueText } from './value-text.ts'

/** Text of one entry, or why it is not known. */
export type Entry = (machine: Machine, key: string, value: Slot) => string | Unknown

/** How lines of keys and values are written. */
export type Style = {
  readonly entry: Entry
  readonly section: (machine: Machine, name: string) => string | Unknown
  readonly duplicates: boolean
  readonly indent: string
}

/** `key=value`, with the separator escaped in the key. */
export function entryWith(
  separator: string,
  text: (machine: Machine, value: Slot) => string | Unknown,
): Entry {
  return (machine, key, value) => {
    const shown = text(machine, value)
    if (shown instanceof Unknown) return shown
    return replaceEach(key, new Map([[separator, `\\${separator}`]])) + separator + shown
  }
}

const plainEntry = entryWith('=', valueText)

function plainSection(_machine: Machine, name: string): string {
  return name.replace(/[[\]]/g, '\\$&')
}

/** `toKeyValue`: a line for each attribute. */
export function keyValues(machine: Machine, style: Style, set: Slot): string | Unknown {
  const value = machine.force(set)
  if (value instanceof Unknown) return because(value)
  if (!(value instanceof AttrSet)) {
    return machine.fail('type-error', `keys and values have to be a set, this is a ${typeName(value)}`)
  }
  const names = namesOf(value)
  if (names instanceof Unknown) return names
  let text = ''
  for (const name of names) {
    const slot = slotOf(value, name)
    const list = style.duplicates ? machine.force(slot) : null
    if (list instanceof Unknown) return because(list)
    for (const item of isList(list) ? list : [slot]) {
      const entry = style.entry(machine, name, item)
      if (entry instanceof Unknown) return entry
      text += `${style.indent}${entry}\n`
    }
  }
  machine.spend(text.length >> 4)
  return text
}

/** `toINI`: a section for each attribute. */
function sections(machine: Machine, style: Style, set: Slot): string | Unknown {
  const value = machine.force(set)
  if (value instanceof Unknown) return because(value)
  if (!(value instanceof AttrSet)) {
    return machine.fail('type-error', `sections have to be a set, this is a ${typeName(value)}`)
  }
  const names = namesOf(value)
  if (names instanceof Unknown) return names
  const texts: string[] = []
  for (const name of names) {
    const title = style.section(machine, name)
    if (title instanceof Unknown) return title
    const lines = keyValues(machine, style, slotOf(value, name))
    if (lines instanceof Unknown) return lines
    texts.push(`[${title}]\n${lines}`)
  }
  return texts.join('\n')
}

const knownOptions = ['mkKeyValue', 'mkSectionName', 'listsAsDuplicateKeys', 'indent']

function readStyle(machine: Machine, options: Value): Style | Unknown {
  const given = readOptions(machine, options, knownOptions)
  if (given instanceof Unknown) return given
  const duplicates = given.flag('listsAsDuplicateKeys', false)
  if (duplicates instanceof Unknown) return duplicates
  const indent = given.text('indent', '')
  if (indent instanceof Unknown) return indent
  const own = given.slot('mkKeyValue')
  const title = given.slot('mkSectionName')
  return {
    duplicates,
    indent,
    entry: own === null ? plainEntry : (inner, key, value) => interpolated(inner, delayCall(own, key, value)),
    section: title === null ? plainSection : (inner, name) => interpolated(inner, delayCall(title, name)),
  }
}

/** A generator of options and a set. */
function styled(
  name: string,
  write: (machine: Machine, style: Style, set: Slot) => string | Unknown,
): Native {
  return native(name, 2, (machine, [options = null, set = null]) => {
    const style = readStyle(machine, machine.force(options))
    return style instanceof Unknown ? because(style) : write(machine, style, set)
  })
}

function withGlobalSection(machine: Machine, style: Style, slot: Slot): string | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  const global = machine.select(value, 'globalSection')
  const lines = keyValues(machine, style, global)
  if (lines instanceof Unknown) return lines
  const rest =
    value instanceof AttrSet && value.attrs.has('sections') ? machine.select(value, 'sections') : null
  const others = rest === null ? '' : sections(machine, style, rest)
  if (others instanceof Unknown) return others
  return lines === '' ? others : `${lines}\n${others}`
}

/** Formats of keys and values. */
export const keyValueGenerators: readonly Native[] = [
  native('mkValueStringDefault', 2, (machine, [, value = null]) => valueText(machine, value)),
  native('mkKeyValueDefault', 4, (machine, [options = null, separator = null, key = null, value = null]) => {
    const given = readOptions(machine, machine.force(options), ['mkValueString'])
    if (given instanceof Unknown) return because(given)
    const own = given.slot('mkValueString')
    const text =
      own === null ? valueText : (inner: Machine, slot: Slot) => interpolated(inner, delayCall(own, slot))
    const by = machine.force(separator)
    const name = machine.force(key)
    if (typeof by !== 'string' || typeof name !== 'string' || by === '')
      return new Unknown('a key and its value')
    return entryWith(by, text)(machine, name, value)
  }),
  styled('toKeyValue', keyValues),
  styled('toINI', sections),
  styled('toINIWithGlobalSection', withGlobalSection),
]
