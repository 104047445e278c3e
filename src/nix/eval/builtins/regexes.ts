import { knownEnd } from '../paths.ts'
import { InvalidPattern, UnknownPattern, type Automaton } from '../regex/automaton.ts'
import { parseRegex } from '../regex/parse-regex.ts'
import { RegexRun, TooExpensive, type Found } from '../regex/run-regex.ts'
import { Unknown, type Machine, type Native, type Slot, type Value } from '../value.ts'
import { strict } from './strict.ts'
import { fromBytes, isAscii, toBytes } from './text-bytes.ts'

/** Regular expressions. */
export const regexBuiltins: readonly Native[] = [
  strict('match', ['string', 'text'], (machine, pattern, text) =>
    text instanceof Unknown ? matchEnd(machine, pattern, text) : match(machine, pattern, text),
  ),
  strict('split', ['string', 'string'], (machine, pattern, text) =>
    onBytes(machine, pattern, text, (run, bytes) => splitAll(machine, run, bytes)),
  ),
]

function match(machine: Machine, pattern: string, text: string): Value {
  return onBytes(machine, pattern, text, (run, bytes) => {
    const found = run.match()
    return found === null ? null : groupsOf(found, bytes)
  })
}

/** A pattern that begins with `.*`, has no alternatives and asks for the beginning nowhere else. */
const skipsBeginning = /^\.\*(?![*+?{])(?:\[\^|[^|^])*$/

/**
 * Matches text of which only the end is known. A leading `.*` takes as much as it can, so where the pattern matches the
 * end it leaves the same to the groups behind it, whatever is before. Where it does not, it might match more.
 */
function matchEnd(machine: Machine, pattern: string, text: Unknown): Value {
  const groups =
    text.file !== null && skipsBeginning.test(pattern) ? match(machine, pattern, knownEnd(text.file)) : null
  return groups ?? new Unknown(text.reason)
}

function onBytes(
  machine: Machine,
  pattern: string,
  text: string,
  work: (run: RegexRun, bytes: string) => Value,
): Value {
  machine.spend((pattern.length + text.length) >> 4)
  machine.allocate(16 * pattern.length)
  const bytes = isAscii(text) ? text : toBytes(text)
  try {
    const run = new RegexRun(parse(pattern), bytes)
    const value = work(run, bytes)
    machine.spend(run.steps >> 3)
    return value
  } catch (error) {
    if (error instanceof TooExpensive)
      return new Unknown(`the regular expression '${pattern}' takes too long`)
    if (error instanceof UnknownPattern) return new Unknown(`the regular expression '${pattern}'`)
    if (!(error instanceof InvalidPattern)) throw error
    return machine.fail('invalid-value', `invalid regular expression '${pattern}': ${error.message}`)
  }
}

function parse(pattern: string): Automaton {
  return parseRegex(isAscii(pattern) ? pattern : toBytes(pattern))
}

function groupsOf(found: Found, bytes: string): readonly Slot[] {
  return found.groups.map((group) => (group === null ? null : textOf(bytes.slice(...group))))
}

/** Text of bytes; unknown where a character was cut. */
function textOf(bytes: string): Value {
  return isAscii(bytes) ? bytes : (fromBytes(bytes) ?? new Unknown('a string cut inside a character'))
}

/** What lies between the matches, and in turn the groups of each. */
function splitAll(machine: Machine, run: RegexRun, bytes: string): readonly Slot[] {
  const pieces: Slot[] = []
  let last = 0
  for (const found of matchesOf(run, bytes.length)) {
    machine.allocate(2 + found.groups.length)
    pieces.push(textOf(bytes.slice(last, found.begin)), groupsOf(found, bytes))
    last = found.end
  }
  return [...pieces, textOf(bytes.slice(last))]
}

/**
 * All matches, as `std::regex_iterator` finds them: after an empty one, it looks for one that is not empty at the
 * same place, and then goes on by one byte.
 */
function* matchesOf(run: RegexRun, length: number): Generator<Found, void> {
  let afterText = false
  let found = run.search(0, { notEmpty: false, here: false, afterText })
  while (found !== null) {
    yield found
    const { begin, end } = found
    if (begin === end) {
      if (end === length) return
      found = run.search(end, { notEmpty: true, here: true, afterText })
      if (found !== null) continue
    }
    afterText = true
    found = run.search(begin === end ? end + 1 : end, { notEmpty: false, here: false, afterText })
  }
}
