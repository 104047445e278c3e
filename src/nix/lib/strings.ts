import { coerceToString } from '../eval/coerce.ts'
import { compareVersions, splitVersion } from '../eval/builtins/versions.ts'
import { printJson, toPlain } from '../eval/builtins/json.ts'
import { applyAll, forceStrings, strict } from '../eval/builtins/strict.ts'
import { sortedNames } from '../eval/builtins/sets.ts'
import {
  AttrSet,
  Native,
  Unknown,
  delay,
  native,
  typeName,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'

/** A function from text to text or a list of texts. */
function onText(name: string, run: (text: string) => Value): Native {
  return strict(name, ['string'], (machine, text) => {
    machine.spend(text.length >> 4)
    return run(text)
  })
}

function ofTwo(name: string, run: (first: string, second: string) => Value): Native {
  return strict(name, ['string', 'string'], (_machine, first, second) => run(first, second))
}

/** The text of a value, as interpolation and `toString` have it. */
function textOf(machine: Machine, slot: Slot): string | Unknown {
  return coerceToString(machine.force(slot), machine, null)
}

function joined(machine: Machine, parts: readonly Slot[], separator: string): Value {
  const texts: string[] = []
  for (const part of parts) {
    const text = textOf(machine, part)
    if (text instanceof Unknown) return text
    texts.push(text)
  }
  machine.spend(texts.reduce((sum, text) => sum + text.length, 0) >> 4)
  return texts.join(separator)
}

function escapeCharacters(characters: readonly string[], text: string): string {
  return Array.from(text, (char) => (characters.includes(char) ? `\\${char}` : char)).join('')
}

/** Quotes for a POSIX shell, only where it is needed. */
export function escapeShellArg(text: string): string {
  return /^[A-Za-z0-9,._+:@%/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** `"…"` of the Nix language. */
function escapeNixString(text: string): string {
  return `"${text.replace(/["\\$\n\r\t]/g, (char) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' })[char] ?? `\\${char}`)}"`
}

function asciiOnly(text: string, change: (text: string) => string): string {
  return text.replace(/[A-Za-z]+/g, change)
}

function trim(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

function toInteger(machine: Machine, text: string): Value {
  const match = /^[ \t\r\n]*(-?)0*([0-9]+)[ \t\r\n]*$/.exec(text)
  if (match === null) return machine.fail('throw', `toInt: Could not convert ${text} to int.`)
  if (/^[ \t\r\n]*-?0[0-9]/.test(text))
    return machine.fail(
      'throw',
      `toInt: Ambiguity in interpretation of ${text} between octal and zero padded integer.`,
    )
  return BigInt(`${match[1] ?? ''}${match[2] ?? ''}`)
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}

/** `lib.strings`. */
export const stringFunctions: readonly Native[] = [
  strict('concatStrings', ['list'], (machine, parts) => joined(machine, parts, '')),
  strict('concatMapStrings', ['lazy', 'list'], (machine, fn, list) => joined(machine, mapped(fn, list), '')),
  strict('concatMapStringsSep', ['string', 'lazy', 'list'], (machine, separator, fn, list) =>
    joined(machine, mapped(fn, list), separator),
  ),
  strict('concatImapStrings', ['lazy', 'list'], (machine, fn, list) =>
    joined(machine, indexedMap(fn, list), ''),
  ),
  strict('concatImapStringsSep', ['string', 'lazy', 'list'], (machine, separator, fn, list) =>
    joined(machine, indexedMap(fn, list), separator),
  ),
  strict('intersperse', ['lazy', 'list'], (_machine, separator, list) =>
    list.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
  ),
  strict('concatMapAttrsStringSep', ['string', 'lazy', 'set'], (machine, separator, fn, set) => {
    if (set.rest !== null) return new Unknown(set.rest.reason)
    const parts = sortedNames(set).map((name) =>
      delay((inner) => applyAll(inner, inner.force(fn), name, set.attrs.get(name)?.slot ?? null)),
    )
    return joined(machine, parts, separator)
  }),
  native('optionalString', 2, (machine, [condition = null, text = null]) => {
    const value = machine.force(condition)
    if (value instanceof Unknown) return new Unknown(value.reason, null, [text, ''])
    return value === true ? machine.force(text) : ''
  }),
  ofTwo('hasPrefix', (prefix, text) => text.startsWith(prefix)),
  ofTwo('hasSuffix', (suffix, text) => text.endsWith(suffix)),
  ofTwo('hasInfix', (infix, text) => text.includes(infix)),
  ofTwo('removePrefix', (prefix, text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  ofTwo('removeSuffix', (suffix, text) =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  strict('splitString', ['string', 'any'], (machine, separator, value) => {
    const text = coerceToString(value, machine, null)
    if (text instanceof Unknown) return text
    machine.spend(text.length)
    return separator === '' ? new Unknown('a split at nothing') : text.split(separator)
  }),
  onText('stringToCharacters', (text) =>
    isAscii(text) ? Array.from(text) : new Unknown('the bytes of a text'),
  ),
  onText('toUpper', (text) => asciiOnly(text, (part) => part.toUpperCase())),
  onText('toLower', (text) => asciiOnly(text, (part) => part.toLowerCase())),
  onText('toSentenceCase', (text) =>
    isAscii(text)
      ? text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()
      : new Unknown('the case of a letter'),
  ),
  onText('trim', trim),
  strict('trimWith', ['set', 'string'], (machine, options, text) => {
    const wanted = (name: string): boolean => {
      const attr = options.attrs.get(name)
      return attr !== undefined && machine.force(attr.slot) === true
    }
    const start = wanted('start') ? text.replace(/^[ \t\r\n]+/, '') : text
    return wanted('end') ? start.replace(/[ \t\r\n]+$/, '') : start
  }),
  strict('escape', ['list', 'string'], (machine, characters, text) => {
    const known = forceStrings(machine, characters, 'escape')
    return known instanceof Unknown ? known : escapeCharacters(known, text)
  }),
  native('escapeShellArg', 1, (machine, [slot = null]) => {
    const text = textOf(machine, slot)
    return text instanceof Unknown ? text : escapeShellArg(text)
  }),
  strict('escapeShellArgs', ['list'], (machine, list) => {
    const texts: string[] = []
    for (const item of list) {
      const text = textOf(machine, item)
      if (text instanceof Unknown) return text
      texts.push(escapeShellArg(text))
    }
    return texts.join(' ')
  }),
  onText('escapeNixString', escapeNixString),
  onText('escapeNixIdentifier', (text) =>
    /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(text) && !nixKeywords.has(text) ? text : escapeNixString(text),
  ),
  onText('escapeXML', (text) =>
    text.replace(
      /["'<>&]/g,
      (char) => ({ '"': '&quot;', "'": '&apos;', '<': '&lt;', '>': '&gt;' })[char] ?? '&amp;',
    ),
  ),
  onText('escapeRegex', (text) => text.replace(/[\\[{()^$?*+|.]/g, '\\$&')),
  onText('escapeURL', (text) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  ),
  strict('replicate', ['int', 'string'], (machine, count, text) => {
    machine.spend(Number(count) * ((text.length >> 4) + 1))
    return text.repeat(Math.max(0, Number(count)))
  }),
  strict('fixedWidthString', ['int', 'string', 'string'], (machine, width, filler, text) =>
    !isAscii(text + filler) || filler.length !== 1
      ? new Unknown('the width of a text')
      : text.length > Number(width)
        ? machine.fail(
            'throw',
            `fixedWidthString: requested string length (${width}) must not be shorter than actual length (${text.length})`,
          )
        : text.padStart(Number(width), filler),
  ),
  strict('fixedWidthNumber', ['int', 'int'], (_machine, width, value) =>
    value.toString().padStart(Number(width), '0'),
  ),
  strict('toInt', ['string'], toInteger),
  strict('boolToString', ['bool'], (_machine, value) => String(value)),
  strict('boolToYesNo', ['bool'], (_machine, value) => (value ? 'yes' : 'no')),
  native('toShellVar', 2, () => new Unknown('toShellVar is not evaluated')),
  native('toShellVars', 1, () => new Unknown('toShellVars is not evaluated')),
  native('isStringLike', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof Unknown) return value
    return (
      typeof value === 'string' ||
      typeName(value) === 'path' ||
      (value instanceof AttrSet && (value.attrs.has('outPath') || value.attrs.has('__toString')))
    )
  }),
  native('isStorePath', 1, () => new Unknown('whether a path is in the store')),
  strict('versionOlder', ['string', 'string'], (_machine, one, other) => compareVersions(other, one) === 1),
  strict('versionAtLeast', ['string', 'string'], (_machine, one, other) => compareVersions(other, one) !== 1),
  native('getVersion', 1, (machine, [slot = null]) => nameOrVersion(machine, slot, 'version')),
  native('getName', 1, (machine, [slot = null]) => nameOrVersion(machine, slot, 'pname')),
  ofTwo('commonPrefixLength', (one, other) => {
    let length = 0
    while (length < Math.min(one.length, other.length) && one[length] === other[length]) length++
    return isAscii(one + other) ? BigInt(length) : new Unknown('the bytes of a text')
  }),
  strict('makeBinPath', ['list'], () => new Unknown('the store paths of packages')),
  strict('makeLibraryPath', ['list'], () => new Unknown('the store paths of packages')),
  strict('makeSearchPath', ['string', 'list'], () => new Unknown('the store paths of packages')),
  strict(
    'makeSearchPathOutput',
    ['string', 'string', 'list'],
    () => new Unknown('the store paths of packages'),
  ),
  onText('sanitizeDerivationName', (text) => {
    const name = text.replace(/^\.+/, '').replace(/[^a-zA-Z0-9+._?=-]+/g, '-')
    return name === '' ? 'unknown' : name.slice(-207)
  }),
  strict('nameFromURL', ['string', 'string'], () => new Unknown('nameFromURL is not evaluated')),
  ofTwo('cmakeFeature', (feature, value) => `-D${feature}:STRING=${value}`),
  strict(
    'cmakeBool',
    ['string', 'bool'],
    (_machine, feature, on) => `-D${feature}:BOOL=${on ? 'TRUE' : 'FALSE'}`,
  ),
  strict(
    'enableFeature',
    ['bool', 'string'],
    (_machine, on, feature) => `--${on ? 'enable' : 'disable'}-${feature}`,
  ),
  strict(
    'withFeature',
    ['bool', 'string'],
    (_machine, on, feature) => `--${on ? 'with' : 'without'}-${feature}`,
  ),
  strict('floatToString', ['number'], () => new Unknown('the text of a float')),
  native('readPathsFromFile', 2, () => new Unknown('readPathsFromFile is not evaluated')),
  native('toJSON', 1, (machine, [slot = null]) => {
    const plain = toPlain(machine.force(slot), machine)
    return plain instanceof Unknown ? new Unknown(plain.reason) : printJson(plain)
  }),
]

const nixKeywords = new Set(['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'])

function mapped(fn: Slot, list: readonly Slot[]): Slot[] {
  return list.map((item) => delay((inner) => inner.apply(inner.force(fn), item)))
}

function indexedMap(fn: Slot, list: readonly Slot[]): Slot[] {
  return list.map((item, index) =>
    delay((inner) => applyAll(inner, inner.force(fn), BigInt(index + 1), item)),
  )
}

/** From a derivation's own attribute, or parsed from a name. */
function nameOrVersion(machine: Machine, slot: Slot, attribute: 'pname' | 'version'): Value {
  const value = machine.force(slot)
  if (value instanceof Unknown) return new Unknown(value.reason)
  if (value instanceof AttrSet) {
    const own = value.attrs.get(attribute)
    if (own !== undefined) return machine.force(own.slot)
  }
  const name = value instanceof AttrSet ? machine.select(value, 'name') : value
  if (typeof name !== 'string')
    return new Unknown(name instanceof Unknown ? name.reason : 'the name of a package')
  const dash = /-(?![a-zA-Z])/.exec(name)
  if (dash === null || dash.index === name.length - 1) return attribute === 'pname' ? name : ''
  return attribute === 'pname' ? name.slice(0, dash.index) : name.slice(dash.index + 1)
}

/** `lib.versions`. */
export const versionFunctions: readonly Native[] = [
  onText('splitVersion', (text) => splitVersion(text)),
  onText('major', (text) => splitVersion(text)[0] ?? ''),
  onText('minor', (text) => splitVersion(text)[1] ?? ''),
  onText('patch', (text) => splitVersion(text)[2] ?? ''),
  onText('majorMinor', (text) => splitVersion(text).slice(0, 2).join('.')),
  strict('pad', ['int', 'string'], (_machine, length, text) => {
    const parts = (text.split('-')[0] ?? '').split('.')
    const suffix = text.slice((text.split('-')[0] ?? '').length)
    return (
      [...parts, ...Array<string>(Math.max(0, Number(length) - parts.length)).fill('0')]
        .slice(0, Number(length))
        .join('.') + suffix
    )
  }),
]
