import { because, namesOf, slotOf } from '../eval/partial.ts'
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
} from '../eval/value.ts'
import { readOptions } from './generators/options.ts'
import { valueText } from './generators/value-text.ts'
import { escapeShellArg } from './strings/escape.ts'
import { interpolated } from './strings/text.ts'

/** Arguments for one option and its value. */
type Render = (machine: Machine, name: string, value: Slot) => Slot

function renderAll(machine: Machine, render: Render, slot: Slot): readonly Slot[] | Unknown {
  const set = machine.force(slot)
  if (!(set instanceof AttrSet)) return new Unknown('the options of a program')
  const names = namesOf(set)
  if (names instanceof Unknown) return names
  const args: Slot[] = []
  for (const name of names) {
    const rendered = machine.force(render(machine, name, slotOf(set, name)))
    if (!isList(rendered))
      return rendered instanceof Unknown ? because(rendered) : new Unknown('the arguments of a program')
    args.push(...rendered)
  }
  return args
}

/** The list of a list's items, each rendered. */
function renderList(machine: Machine, render: Render, name: string, items: readonly Slot[]): Value {
  const args: Slot[] = []
  for (const item of items) {
    const rendered = machine.force(render(machine, name, item))
    if (!isList(rendered))
      return rendered instanceof Unknown ? because(rendered) : new Unknown('the arguments of a program')
    args.push(...rendered)
  }
  return args
}

function optionName(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`
}

/** `toGNUCommandLine`: `-x`, `--long value`, repeated for lists. */
function gnuRender(machine: Machine, options: Slot): Render | Unknown {
  const known = ['mkOptionName', 'mkBool', 'mkList', 'mkOption', 'optionValueSeparator']
  const given = readOptions(machine, machine.force(options), known)
  if (given instanceof Unknown) return because(given)
  const [own = null, mkBool = null, mkList = null, mkOption = null] = known.map((name) => given.slot(name))
  const separator = machine.force(given.slot('optionValueSeparator'))
  if (separator !== null && typeof separator !== 'string')
    return new Unknown('what separates an option and its value')
  const title = (inner: Machine, name: string): string | Unknown =>
    own === null ? optionName(name) : interpolated(inner, delayCall(own, name))
  const option: Render = (inner, name, value) => {
    if (mkOption !== null) return delayCall(mkOption, name, value)
    if (inner.force(value) === null) return []
    const [shown, text] = [title(inner, name), valueText(inner, value)]
    if (shown instanceof Unknown) return shown
    if (text instanceof Unknown) return text
    return separator === null ? [shown, text] : [`${shown}${separator}${text}`]
  }
  return (inner, name, slot) => {
    const value = inner.force(slot)
    if (value instanceof Unknown) return because(value)
    if (typeof value === 'boolean') {
      if (mkBool !== null) return delayCall(mkBool, name, value)
      return value ? [title(inner, name)] : []
    }
    if (!isList(value)) return option(inner, name, value)
    return mkList === null ? renderList(inner, option, name, value) : delayCall(mkList, name, value)
  }
}

/** How `toCommandLine` writes an option. */
type Format = {
  readonly option: string
  readonly separator: string | null
  readonly explicitBool: boolean
  readonly formatArg: Slot | null
}

function renderWith(format: (machine: Machine, name: string) => Format | Unknown): Render {
  const one: Render = (machine, name, slot) => {
    const how = format(machine, name)
    if (how instanceof Unknown) return how
    const value = machine.force(slot)
    if (value instanceof Unknown) return because(value)
    if (value === null || (!how.explicitBool && value === false)) return []
    if (!how.explicitBool && value === true) return [how.option]
    const text =
      how.formatArg === null
        ? valueText(machine, value)
        : interpolated(machine, delayCall(how.formatArg, value))
    if (text instanceof Unknown) return text
    return how.separator === null ? [how.option, text] : [`${how.option}${how.separator}${text}`]
  }
  return (machine, name, slot) => {
    const value = machine.force(slot)
    return isList(value) ? renderList(machine, one, name, value) : one(machine, name, value)
  }
}

/** The format that a function of the option's name gives. */
function givenFormat(fn: Slot): (machine: Machine, name: string) => Format | Unknown {
  return (machine, name) => {
    const format = readOptions(machine, machine.force(delayCall(fn, name)), [
      'option',
      'sep',
      'explicitBool',
      'formatArg',
    ])
    if (format instanceof Unknown) return because(format)
    const [option, separator] = [format.text('option', ''), machine.force(format.slot('sep'))]
    const explicitBool = format.flag('explicitBool', false)
    if (option instanceof Unknown || explicitBool instanceof Unknown)
      return new Unknown('the format of an option')
    if (separator !== null && typeof separator !== 'string') return new Unknown('the format of an option')
    return { option, separator, explicitBool, formatArg: format.slot('formatArg') }
  }
}

/** `toCommandLineGNU`: `-x`, `-xvalue`, `--long=value`. */
function gnuFormat(machine: Machine, options: Slot): Render | Unknown {
  const given = readOptions(machine, machine.force(options), ['isLong', 'explicitBool', 'formatArg'])
  if (given instanceof Unknown) return because(given)
  const explicitBool = given.flag('explicitBool', false)
  if (explicitBool instanceof Unknown) return explicitBool
  const isLong = given.slot('isLong')
  return renderWith((inner, name) => {
    const long = isLong === null ? name.length > 1 : inner.force(delayCall(isLong, name))
    if (typeof long !== 'boolean') return new Unknown('the format of an option')
    const formatArg = given.slot('formatArg')
    return { option: `${long ? '--' : '-'}${name}`, separator: long ? '=' : '', explicitBool, formatArg }
  })
}

/** A function of how to write options, and of options: as a list, and as a line for a shell. */
function commandLine(
  list: string,
  line: string,
  how: (machine: Machine, options: Slot) => Render | Unknown,
): Native[] {
  const args = (machine: Machine, options: Slot, set: Slot): readonly Slot[] | Unknown => {
    const render = how(machine, options)
    return render instanceof Unknown ? render : renderAll(machine, render, set)
  }
  return [
    native(list, 2, (machine, [options = null, set = null]) => args(machine, options, set)),
    native(line, 2, (machine, [options = null, set = null]) => {
      const items = args(machine, options, set)
      if (items instanceof Unknown) return items
      const texts: string[] = []
      for (const item of items) {
        const text = interpolated(machine, item)
        if (text instanceof Unknown) return text
        texts.push(escapeShellArg(text))
      }
      return texts.join(' ')
    }),
  ]
}

/** `lib.cli`. */
export const cliFunctions: readonly Native[] = [
  ...commandLine('toGNUCommandLine', 'toGNUCommandLineShell', gnuRender),
  ...commandLine('toCommandLineGNU', 'toCommandLineShellGNU', gnuFormat),
  ...commandLine('toCommandLine', 'toCommandLineShell', (_machine, format) =>
    renderWith(givenFormat(format)),
  ),
]
