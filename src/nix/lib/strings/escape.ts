import { forceStrings, strict } from '../../eval/builtins/strict.ts'
import { sortedNames } from '../../eval/builtins/sets.ts'
import {
  AttrSet,
  Native,
  Unknown,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { hasName, restOf, slotOf } from '../../eval/partial.ts'
import { escapeNixIdentifier, escapeNixString } from './quote-nix.ts'
import { isAscii, onTexts, printed, replaceEach } from './text.ts'

/** Quotes for a POSIX shell, only where it is needed. */
export function escapeShellArg(text: string): string {
  return /^[A-Za-z0-9,._+:@%/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Backslashes before certain texts. */
function escapeWith(
  machine: Machine,
  characters: readonly Slot[],
  text: string,
  replacement: (character: string) => string | undefined,
): Value {
  const patterns = forceStrings(machine, characters, 'escape')
  if (patterns instanceof Unknown) return patterns
  const replacements = new Map<string, string>()
  for (const pattern of patterns) {
    const by = replacement(pattern)
    if (pattern === '' || by === undefined) return new Unknown('an escape of something else than a character')
    if (!replacements.has(pattern)) replacements.set(pattern, by)
  }
  machine.spend(text.length)
  return replaceEach(text, replacements)
}

function hexOf(char: string): string {
  return char.charCodeAt(0).toString(16).padStart(2, '0')
}

/** Nix's table of characters ends with ASCII, so what is beyond stays. */
function escapeURL(text: string): string {
  return text.replace(/[\t\n\r -~]/g, (char) =>
    /[A-Za-z0-9\-_.~]/.test(char) ? char : `%${hexOf(char).toUpperCase()}`,
  )
}

function shellArgs(machine: Machine, items: readonly Slot[]): string | Unknown {
  const texts: string[] = []
  for (const item of items) {
    const text = printed(machine, item)
    if (text instanceof Unknown) return text
    texts.push(escapeShellArg(text))
  }
  return texts.join(' ')
}

function toShellVar(machine: Machine, name: string, slot: Slot): string | Unknown {
  if (!isPosixName(name)) {
    return machine.fail('throw', `toShellVar: ${name} is not a valid shell variable name`)
  }
  const value = machine.force(slot)
  if (isList(value)) {
    const items = shellArgs(machine, value)
    return items instanceof Unknown ? items : `declare -a ${name}=(${items})`
  }
  if (value instanceof AttrSet && !isTextLike(value)) return shellArray(machine, name, value)
  const text = printed(machine, value)
  return text instanceof Unknown ? text : `${name}=${escapeShellArg(text)}`
}

function shellArray(machine: Machine, name: string, set: AttrSet): string | Unknown {
  const open = restOf(set)
  if (open !== null) return open
  const items: string[] = []
  for (const key of sortedNames(set)) {
    const text = printed(machine, slotOf(set, key))
    if (text instanceof Unknown) return text
    items.push(`[${escapeShellArg(key)}]=${escapeShellArg(text)}`)
  }
  return `declare -A ${name}=(${items.join(' ')})`
}

function isTextLike(set: AttrSet): boolean {
  return hasName(set, 'outPath') === true || hasName(set, '__toString') === true || set.derivation !== null
}

function isPosixName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)
}

const xmlEntities: ReadonlyMap<string, string> = new Map([
  ['"', '&quot;'],
  ["'", '&apos;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
])

/** Text as XML has it. */
export function escapeXML(text: string): string {
  return replaceEach(text, xmlEntities)
}

/** Escaping and quoting. */
export const escapeFunctions: readonly Native[] = [
  strict('escape', ['list', 'string'], (machine, characters, text) =>
    escapeWith(machine, characters, text, (character) => `\\${character}`),
  ),
  strict('escapeC', ['list', 'string'], (machine, characters, text) =>
    escapeWith(machine, characters, text, (character) =>
      character.length === 1 && isAscii(character) ? `\\x${hexOf(character)}` : undefined,
    ),
  ),
  native('escapeShellArg', 1, (machine, [slot = null]) => {
    const text = printed(machine, slot)
    return text instanceof Unknown ? text : escapeShellArg(text)
  }),
  strict('escapeShellArgs', ['list'], shellArgs),
  onTexts('escapeNixString', 1, escapeNixString),
  onTexts('escapeNixIdentifier', 1, escapeNixIdentifier),
  onTexts('escapeXML', 1, escapeXML),
  onTexts('escapeRegex', 1, (text) => text.replace(/[\\[{()^$?*+|.]/g, '\\$&')),
  onTexts('escapeURL', 1, escapeURL),
  onTexts('isValidPosixName', 1, isPosixName),
  strict('toShellVar', ['string', 'lazy'], toShellVar),
  strict('toShellVars', ['set'], (machine, set) => {
    const open = restOf(set)
    if (open !== null) return open
    const lines: string[] = []
    for (const name of sortedNames(set)) {
      const line = toShellVar(machine, name, slotOf(set, name))
      if (line instanceof Unknown) return line
      lines.push(line)
    }
    return lines.join('\n')
  }),
  strict('replaceString', ['string', 'string', 'string'], (machine, from, to, text) => {
    if (from === '') return new Unknown('a replacement of nothing')
    machine.spend(text.length)
    return text.replaceAll(from, () => to)
  }),
]
