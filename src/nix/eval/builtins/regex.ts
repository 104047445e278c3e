/** A POSIX extended regular expression, as far as JavaScript's engine gives the same answer in bounded time. */
export type Regex = {
  /** Matches the whole text. */
  readonly whole: RegExp
  /** Finds matches; null where POSIX's leftmost-longest rule may find others. */
  readonly anywhere: RegExp | null
}

const classes: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '!-\\/:-@\\[-`{-~',
  space: ' \\t\\n\\v\\f\\r',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
}

/** Longest text that a pattern with several unbounded repetitions is tried on. */
const textLimit = 20_000
const repetitionLimit = 6

/**
 * Translates a pattern.
 * @returns null where the two engines may disagree (which group matched what under alternation or repeated groups,
 * back references) or the time is not bounded (nested repetition)
 */
export function compileRegex(pattern: string, textLength: number): Regex | null {
  const translated = translate(pattern)
  if (translated === null) return null
  const { source, alternation, groups, repeatedGroup, repetitions } = translated
  if (repeatedGroup && groups > 0) return null
  if (repeatedGroup || (repetitions > 1 && textLength > textLimit) || repetitions > repetitionLimit) {
    if (repeatedGroup || textLength > 200) return null
  }
  if (alternation && groups > 0 && !onlyOptionalFree(translated)) return null
  try {
    const flags = /[^\0-\x7f]/.test(pattern) ? null : 's'
    if (flags === null) return null
    return {
      whole: new RegExp(`^(?:${source})$`, flags),
      anywhere: alternation ? null : new RegExp(source, `${flags}g`),
    }
  } catch {
    return null
  }
}

type Translation = {
  readonly source: string
  readonly alternation: boolean
  readonly groups: number
  /** A group is repeated: which repetition its capture holds differs, and so may the time. */
  readonly repeatedGroup: boolean
  readonly repetitions: number
}

/** With alternation, captures agree only where there are none. */
function onlyOptionalFree(translation: Translation): boolean {
  return translation.groups === 0
}

function translate(pattern: string): Translation | null {
  let source = ''
  let alternation = false
  let groups = 0
  let repeatedGroup = false
  let repetitions = 0
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern.charAt(index)
    if (char === '[') {
      const set = translateSet(pattern, index)
      if (set === null) return null
      source += set.source
      index = set.end
    } else if (char === '\\') {
      const next = pattern.charAt(++index)
      if (!/[.[\]{}()*+?^$|\\/-]/.test(next)) return null
      source += `\\${next}`
    } else {
      if (char === '|') alternation = true
      if (char === '(') groups++
      if (char === '*' || char === '+' || char === '{') {
        repetitions++
        if (pattern.charAt(index - 1) === ')') repeatedGroup = true
      }
      if (char === '?' && pattern.charAt(index - 1) === ')') alternation = true
      // Lazy and possessive forms mean something else in JavaScript.
      if ((char === '?' || char === '+') && /[*+?}]/.test(pattern.charAt(index - 1))) return null
      if (char === '(' && pattern.charAt(index + 1) === '?') return null
      source += char === '/' ? '\\/' : char
    }
  }
  return { source, alternation, groups, repeatedGroup, repetitions }
}

/** `[…]` with POSIX classes; a backslash is itself there. */
function translateSet(pattern: string, start: number): { source: string; end: number } | null {
  let index = start + 1
  let source = '['
  if (pattern.charAt(index) === '^') {
    source += '^'
    index++
  }
  for (let first = true; index < pattern.length; first = false) {
    const char = pattern.charAt(index)
    if (char === ']' && !first) return { source: `${source}]`, end: index }
    if (char === '[' && /[:.=]/.test(pattern.charAt(index + 1))) {
      const end = pattern.indexOf(':]', index + 2)
      const name = classes[pattern.slice(index + 2, end)]
      if (pattern.charAt(index + 1) !== ':' || end < 0 || name === undefined) return null
      source += name
      index = end + 2
    } else {
      source += char === '-' ? '-' : char.replace(/[\\\][^]/, '\\$&')
      index++
    }
  }
  return null
}
