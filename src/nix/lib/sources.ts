import { strict } from '../eval/builtins/strict.ts'
import { because, hasName } from '../eval/partial.ts'
import {
  Native,
  PathValue,
  Unknown,
  attrSet,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'

/** A filtered copy of a folder: where it will lie is unknown, what it is a copy of is said. */
function filteredSource(machine: Machine, slot: Slot, filter: Slot, name: Slot): Value {
  const source = machine.force(slot)
  if (source instanceof Unknown) return because(source)
  const nested = hasName(source, '_isLibCleanSourceWith') === true
  const origin = nested ? machine.select(source, 'origSrc') : source
  const of =
    origin instanceof PathValue
      ? `a copy of ${origin.path === '' ? 'the repository' : origin.path}`
      : 'a copy'
  return attrSet([
    ['_isLibCleanSourceWith', true],
    ['filter', nested ? new Unknown('the filter of a source') : filter],
    ['name', machine.force(name) === null ? (nested ? machine.select(source, 'name') : 'source') : name],
    ['origSrc', origin],
    ['outPath', new Unknown(`the store path of ${of}`)],
  ])
}

const someFilter = native('filter', 2, () => new Unknown('whether a file is part of a source'))

/** `lib.sources`. */
export const sourceFunctions: readonly Native[] = [
  native('cleanSource', 1, (machine, [source = null]) => filteredSource(machine, source, someFilter, null)),
  strict('cleanSourceWith', ['set'], (machine, args) => {
    const given = (name: string): Slot | undefined => args.attrs.get(name)?.slot
    const source = given('src') ?? machine.select(args, 'src')
    return filteredSource(machine, source, given('filter') ?? someFilter, given('name') ?? null)
  }),
  native('sourceByRegex', 2, (machine, [source = null]) => filteredSource(machine, source, someFilter, null)),
  native('sourceFilesBySuffices', 2, (machine, [source = null]) =>
    filteredSource(machine, source, someFilter, null),
  ),
  native('revOrTag', 2, (machine, [rev = null, tag = null]) => {
    const [one, other] = [machine.force(tag), machine.force(rev)]
    return one ?? other ?? 'HEAD'
  }),
]

/** Those that are not at the top of `lib`. */
export const innerSourceFunctions: readonly Native[] = [
  native('sourceByGlobs', 2, (machine, [source = null]) => filteredSource(machine, source, someFilter, null)),
  native('trace', 1, (_machine, [source = null]) => source),
]
