import { compareText } from '../../eval/compare.ts'
import { because, namesOf, slotOf } from '../../eval/partial.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  isList,
  native,
  type Machine,
  type Slot,
} from '../../eval/value.ts'
import { isDerivationValue } from '../attrsets/derivations.ts'
import { replaceEach } from '../strings/text.ts'
import { entryWith, keyValues, type Entry, type Style } from './key-value.ts'
import { valueText } from './value-text.ts'

const escapes = new Map([
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
])

const entryLine = entryWith(' = ', (machine, slot) => {
  const value = machine.force(slot)
  return typeof value === 'string' ? `"${replaceEach(value, escapes)}"` : valueText(machine, value)
})

/** One line for a value, or one for each item of a list. */
const entry: Entry = (machine, key, slot) => {
  const value = machine.force(slot)
  const lines: string[] = []
  for (const item of isList(value) ? value : [value]) {
    const line = entryLine(machine, key, item)
    if (line instanceof Unknown) return line
    lines.push(`\t${line}`)
  }
  return lines.join('\n')
}

function sectionTitle(name: string): string {
  const [first = '', ...others] = name.split('.')
  return name.includes('"') || others.length === 0 ? name : `${first} "${others.join('.')}"`
}

const style: Style = { duplicates: false, indent: '', entry, section: (_machine, name) => sectionTitle(name) }

/** Sections by their dotted names. */
type Sections = Map<string, Map<string, Slot>>

/** Sets inside a section become sections of their own. */
function flatten(machine: Machine, path: readonly string[], set: AttrSet, found: Sections): Unknown | null {
  const names = namesOf(set)
  if (names instanceof Unknown) return names
  for (const name of names) {
    const value = machine.force(slotOf(set, name))
    const nested = isSection(machine, value)
    if (nested instanceof Unknown) return nested
    if (nested && value instanceof AttrSet) {
      const unknown = flatten(machine, [...path, name], value, found)
      if (unknown !== null) return unknown
    } else {
      const section = path.join('.')
      found.set(section, (found.get(section) ?? new Map<string, Slot>()).set(name, value))
    }
  }
  return null
}

function isSection(machine: Machine, slot: Slot): boolean | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  if (!(value instanceof AttrSet)) return false
  const derivation = isDerivationValue(machine, value)
  return derivation instanceof Unknown ? derivation : !derivation
}

/** Sections as they are; those that hold others are taken apart. */
function readSections(machine: Machine, set: AttrSet): Sections | Unknown {
  const names = namesOf(set)
  if (names instanceof Unknown) return names
  const plain: Sections = new Map()
  const nested: Sections = new Map()
  for (const name of names) {
    const section = machine.force(slotOf(set, name))
    if (!(section instanceof AttrSet)) return new Unknown('a setting of git outside of sections')
    const keys = namesOf(section)
    if (keys instanceof Unknown) return keys
    const answers = keys.map((key) => isSection(machine, slotOf(section, key)))
    const unknown = answers.find((answer) => answer instanceof Unknown)
    if (unknown instanceof Unknown) return unknown
    if (answers.includes(true)) {
      const problem = flatten(machine, [name], section, nested)
      if (problem !== null) return problem
    } else plain.set(name, new Map(keys.map((key) => [key, slotOf(section, key)])))
  }
  return new Map([...plain, ...nested])
}

/** `toGitINI`: as git writes its own configuration. */
export const gitGenerator: Native = native('toGitINI', 1, (machine, [slot = null]) => {
  const value = machine.force(slot)
  if (!(value instanceof AttrSet)) return new Unknown('settings of git')
  const sections = readSections(machine, value)
  if (sections instanceof Unknown) return because(sections)
  const texts: string[] = []
  for (const name of [...sections.keys()].sort(compareText)) {
    const lines = keyValues(machine, style, attrSet(sections.get(name) ?? []))
    if (lines instanceof Unknown) return lines
    texts.push(`[${sectionTitle(name)}]\n${lines}`)
  }
  return texts.join('\n')
})
