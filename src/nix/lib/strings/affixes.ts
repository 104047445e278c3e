import { strict } from '../../eval/builtins/strict.ts'
import { Unknown, type FileText, type Native, type Slot } from '../../eval/value.ts'

/** What texts begin and end with; also where only their ends are known, because they are where a file lies. */
export const affixFunctions: readonly Native[] = [
  strict('hasPrefix', ['text', 'text'], (machine, prefix, text) => {
    machine.spend(costOf(prefix) + costOf(text))
    return hasPrefix(prefix, text)
  }),
  strict('removePrefix', ['text', 'text'], (machine, prefix, text) => {
    machine.spend(costOf(prefix) + costOf(text))
    const has = hasPrefix(prefix, text)
    if (has instanceof Unknown) return has
    return has ? tailOf(text).slice(tailOf(prefix).length) : text
  }),
  strict('hasSuffix', ['text', 'text'], (machine, suffix, text) => {
    machine.spend(costOf(suffix) + costOf(text))
    return hasSuffix(suffix, text)
  }),
  strict('removeSuffix', ['text', 'text'], (machine, suffix, text) => {
    machine.spend(costOf(suffix) + costOf(text))
    const has = hasSuffix(suffix, text)
    if (has instanceof Unknown) return has
    return has ? withoutEnd(text, tailOf(suffix).length) : text
  }),
]

type Text = string | Unknown

/** What is known of a text: all of it, or its end. */
function tailOf(text: Text): string {
  return text instanceof Unknown ? (text.file?.end ?? '') : text
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
  if (text.file === null) return text
  const { end, copy } = text.file
  return new Unknown(text.reason, null, null, { end: end.slice(0, end.length - length), copy })
}
