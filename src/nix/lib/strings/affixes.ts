import { strict } from '../../eval/builtins/strict.ts'
import { coerceInterpolated } from '../../eval/coerce.ts'
import { knownEnd, textOfPath } from '../../eval/paths.ts'
import {
  PathValue,
  Unknown,
  type FileText,
  type Machine,
  type Native,
  type Slot,
  type Value,
} from '../../eval/value.ts'

/**
 * What texts begin and end with; also where only their ends are known, because they are where a file lies. As nixpkgs
 * cuts with `substring`, a path is taken as interpolation takes it, but is handed back as it is.
 */
export const affixFunctions: readonly Native[] = [
  onAffix('hasPrefix', (prefix, text) => hasPrefix(prefix, text)),
  onAffix('removePrefix', (prefix, text, value) => {
    const has = hasPrefix(prefix, text)
    if (has instanceof Unknown) return has
    return has ? tailOf(text).slice(tailOf(prefix).length) : value
  }),
  onAffix('hasSuffix', (suffix, text) => hasSuffix(suffix, text)),
  onAffix('removeSuffix', (suffix, text, value) => {
    const has = hasSuffix(suffix, text)
    if (has instanceof Unknown) return has
    return has ? withoutEnd(text, tailOf(suffix).length) : value
  }),
]

type Text = string | Unknown

/** @param run gets the affix, and the other argument as text and as it was given */
function onAffix(name: string, run: (affix: Text, text: Text, value: Value) => Slot): Native {
  return strict(name, ['value', 'value'], (machine, affix, value) => {
    // Versions of nixpkgs differ in whether they take it.
    if (affix instanceof PathValue) return new Unknown(`${name} of a path`)
    const known = coerceInterpolated(affix, machine, null)
    const text = textOf(value, machine)
    if (isLost(known)) return new Unknown(known.reason)
    if (isLost(text)) return new Unknown(text.reason)
    machine.spend(costOf(known) + costOf(text))
    return run(known, text, value)
  })
}

/** A folder's copy is called as a file's is; nothing here reads what it holds. */
function textOf(value: Value, machine: Machine): Text {
  if (value instanceof PathValue && value.inSnapshot && value.path !== '')
    if (machine.files.typeOf(value.path) !== null) return textOfPath(value.path, 'file')
  return coerceInterpolated(value, machine, null)
}

function isLost(text: Text): text is Unknown {
  return text instanceof Unknown && text.file === null
}

/** What is known of a text: all of it, or its end. */
function tailOf(text: Text): string {
  if (!(text instanceof Unknown)) return text
  return text.file === null ? '' : knownEnd(text.file)
}

function costOf(text: Text): number {
  return tailOf(text).length >> 4
}

function hasPrefix(prefix: Text, text: Text): boolean | Unknown {
  if (!(text instanceof Unknown))
    return prefix instanceof Unknown ? new Unknown(prefix.reason) : text.startsWith(prefix)
  if (prefix instanceof Unknown)
    return beginAlike(prefix.file, text.file)
      ? tailOf(text).startsWith(tailOf(prefix))
      : new Unknown(text.reason)
  // Where a file lies is an absolute path.
  if (prefix === '') return true
  return prefix.startsWith('/') ? new Unknown(text.reason) : false
}

function hasSuffix(suffix: Text, text: Text): boolean | Unknown {
  if (suffix instanceof Unknown) return new Unknown(suffix.reason)
  const tail = tailOf(text)
  if (tail.endsWith(suffix)) return true
  return text instanceof Unknown && suffix.endsWith(tail) ? new Unknown(text.reason) : false
}

/** Both begin with where the repository lies. */
function beginAlike(one: FileText | null, other: FileText | null): boolean {
  return one?.copy === 'none' && other?.copy === 'none'
}

function withoutEnd(text: Text, length: number): Slot {
  if (!(text instanceof Unknown)) return text.slice(0, text.length - length)
  if (text.file === null || text.file.copy === 'file') return new Unknown(text.reason)
  const { end } = text.file
  return new Unknown(text.reason, null, null, { ...text.file, end: end.slice(0, end.length - length) })
}
