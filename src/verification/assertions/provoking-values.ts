import { AttrSet, attrSet, type Machine, type Slot } from '../../nix/eval/value.ts'
import { sampleValues, takenValues } from '../samples/sample-values.ts'

/** At most so many values of each source. */
const limit = 8

/** None, both of a boolean, and what is empty. */
const edges: readonly Slot[] = [null, true, false, '', 0n, [], attrSet([])]

/** Settings whose names speak of secrets, which assertions refuse in what goes to the store. */
const secrets = attrSet(
  ['PASSWORD', 'ADMIN_PASSWORD', 'SECRET', 'JWT_SECRET', 'TOKEN', 'API_KEY', 'PRIVATE_KEY'].map(
    (name) => [name, 'sample'] as const,
  ),
)

/** What is known beside an option that may make an assertion about it fail. */
export type Hints = {
  /** Literals that the module compares something with. */
  readonly literals: readonly Slot[]
  /** What other options are set to: two of them may have to differ. */
  readonly others: readonly Slot[]
  /** Options of each of its elements that need a value. */
  readonly elements: readonly { readonly name: string; readonly option: AttrSet }[]
}

/** Values that an option takes, those first that assertions most often refuse: none, empty, the same as another's. */
export function provokingValues(option: AttrSet, hints: Hints, machine: Machine): readonly Slot[] {
  const type = option.attrs.get('type')?.slot
  if (type === undefined) return []
  const sources = [edges, hints.others, hints.literals, [secrets, ...twins(hints, machine)]]
  const taken = sources.map((values) => takenValues(machine.force(type), values, machine).slice(0, limit))
  return [...taken.flat(), ...sampleValues(option, machine).slice(0, limit)]
}

/** Two elements that are alike but for their names, as a set and as a list. */
function twins({ elements }: Hints, machine: Machine): readonly Slot[] {
  if (elements.length === 0) return []
  const element = attrSet(
    elements.flatMap(({ name, option }) => {
      const [sample] = sampleValues(option, machine)
      return sample === undefined ? [] : [[name, sample] as const]
    }),
  )
  return [
    attrSet([
      ['one', element],
      ['two', element],
    ]),
    [element, element],
  ]
}
