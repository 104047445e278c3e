import { sortedNames } from '../../eval/builtins/sets.ts'
import { strict } from '../../eval/builtins/strict.ts'
import { add, booleanOf } from '../../eval/operators.ts'
import {
  Native,
  Unknown,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { getOutput } from '../attrsets/derivations.ts'
import { because, restOf, slotOf } from '../../eval/partial.ts'
import { interpolated, isAscii, joinTexts } from './text.ts'

function mapped(fn: Slot, list: readonly Slot[]): Slot[] {
  return list.map((item) => delayCall(fn, item))
}

function indexed(fn: Slot, list: readonly Slot[]): Slot[] {
  return list.map((item, index) => delayCall(fn, BigInt(index + 1), item))
}

/** `makeSearchPath`: `path/subDir` of every path that is not null. */
function searchPath(machine: Machine, subDir: Slot, paths: readonly Slot[]): Value {
  const parts: Slot[] = []
  for (const path of paths) {
    const value = machine.force(path)
    if (value instanceof Unknown) return because(value)
    if (value === null) continue
    parts.push(delay((inner) => add(add(value, '/', inner, null), inner.force(subDir), inner, null)))
  }
  return joinTexts(machine, ':', parts)
}

function outputPath(name: string, output: string, subDir: string): Native {
  return strict(name, ['list'], (machine, packages) => searchPathOutput(machine, output, subDir, packages))
}

function searchPathOutput(machine: Machine, output: string, subDir: Slot, packages: readonly Slot[]): Value {
  const paths = packages.map((pkg) => delay((inner) => getOutput(inner, output, pkg)))
  return searchPath(machine, subDir, paths)
}

function repeat(machine: Machine, count: bigint, slot: Slot): Value {
  if (count < 0n) return machine.fail('invalid-value', `cannot create a list of ${count} elements`)
  if (count === 0n) return ''
  const text = interpolated(machine, slot)
  if (text instanceof Unknown) return text
  machine.spend(Number(count) * (1 + (text.length >> 4)))
  return text.repeat(Number(count))
}

/** Joining texts. */
export const joinFunctions: readonly Native[] = [
  strict('concatStringsSep', ['string', 'list'], joinTexts),
  strict('join', ['string', 'list'], joinTexts),
  strict('concatStrings', ['list'], (machine, parts) => joinTexts(machine, '', parts)),
  strict('concatMapStrings', ['lazy', 'list'], (machine, fn, list) =>
    joinTexts(machine, '', mapped(fn, list)),
  ),
  strict('concatMapStringsSep', ['string', 'lazy', 'list'], (machine, separator, fn, list) =>
    joinTexts(machine, separator, mapped(fn, list)),
  ),
  strict('concatImapStrings', ['lazy', 'list'], (machine, fn, list) =>
    joinTexts(machine, '', indexed(fn, list)),
  ),
  strict('concatImapStringsSep', ['string', 'lazy', 'list'], (machine, separator, fn, list) =>
    joinTexts(machine, separator, indexed(fn, list)),
  ),
  strict('concatMapAttrsStringSep', ['string', 'lazy', 'set'], (machine, separator, fn, set) => {
    const open = restOf(set)
    if (open !== null) return open
    return joinTexts(
      machine,
      separator,
      sortedNames(set).map((name) => delayCall(fn, name, slotOf(set, name))),
    )
  }),
  strict('concatLines', ['list'], (machine, lines) => {
    const text = joinTexts(machine, '\n', lines)
    return text instanceof Unknown || lines.length === 0 ? text : `${text}\n`
  }),
  strict('intersperse', ['lazy', 'list'], (_machine, separator, list) =>
    list.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
  ),
  strict('stringAsChars', ['lazy', 'string'], (machine, fn, text) =>
    isAscii(text) ? joinTexts(machine, '', mapped(fn, Array.from(text))) : new Unknown('the bytes of a text'),
  ),
  native('optionalString', 2, (machine, [condition = null, text = null]) => {
    const answer = booleanOf(machine.force(condition), machine, null)
    if (answer instanceof Unknown) return new Unknown(answer.reason, null, [text, ''])
    return answer ? text : ''
  }),
  strict('makeSearchPath', ['lazy', 'list'], searchPath),
  strict('makeSearchPathOutput', ['string', 'lazy', 'list'], searchPathOutput),
  outputPath('makeBinPath', 'bin', 'bin'),
  outputPath('makeLibraryPath', 'lib', 'lib'),
  outputPath('makeIncludePath', 'dev', 'include'),
]

/** `lib.strings.replicate`; at the top of `lib` this name is that of `lib.lists`. */
export const repeatText: Native = strict('replicate', ['int', 'lazy'], repeat)
