import { because, hasName } from '../eval/partial.ts'
import { strict } from '../eval/builtins/strict.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { layOver } from './fixed-points.ts'
import { isOption, property } from './modules/property.ts'
import { members, subset, type Members } from './subset.ts'
import { attrTag } from './types/attr-tag.ts'
import { anythingType } from './types/anything.ts'
import { compositeTypes } from './types/composite.ts'
import { either } from './types/either.ts'
import { defaultMerge } from './types/merges.ts'
import { intTypes, numberTypes, portType } from './types/numbers.ts'
import { serializableType } from './types/serializable.ts'
import { parameterTypes, pathType, separatedString, simpleTypes } from './types/simple.ts'
import { deferredModuleType, moduleTypes } from './types/submodule.ts'
import { TypeMerge } from './modules/merge-definitions.ts'

const byName = new Map(simpleTypes)

/** What `mkOptionType` fills in where it is not given. */
const typeDefaults: Members = [
  ['descriptionClass', null],
  ['check', native('check', 1, () => true)],
  ['emptyValue', attrSet([])],
  ['nestedTypes', attrSet([])],
  ['getSubModules', null],
  ['getSubOptions', native('getSubOptions', 1, () => attrSet([]))],
  ['substSubModules', native('substSubModules', 1, () => null)],
  ['functor', new Unknown('how a type is made')],
  ['typeMerge', native('typeMerge', 1, () => new Unknown('whether two types go together'))],
  ['deprecationMessage', null],
]

/** Functions that make types, or ask about them. */
export const typeFunctions: readonly Native[] = [
  strict('mkOptionType', ['set'], (_machine, args) => {
    const given = [...args.attrs].map(([name, { slot }]): [string, Slot] => [name, slot])
    const name = args.attrs.get('name')?.slot ?? new Unknown('the name of a type')
    return property('option-type', [
      ...typeDefaults,
      ['merge', new TypeMerge(defaultMerge)],
      ['description', name],
      ...given,
      ...(args.attrs.has('description')
        ? [descriptionOf(args.attrs.get('description')?.slot ?? null, name)]
        : []),
    ])
  }),
  native('isType', 2, (machine, [wanted = null, slot = null]) =>
    hasTag(machine, machine.force(wanted), slot),
  ),
  native('isOptionType', 1, (machine, [slot = null]) => hasTag(machine, 'option-type', slot)),
  native('isOption', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    return value instanceof Unknown ? because(value) : isOption(value, machine)
  }),
  strict('setType', ['lazy', 'set'], (_machine, tag, set) => layOver(set, attrSet([['_type', tag]]))),
]

/** A description that is null is the name. */
function descriptionOf(description: Slot, name: Slot): [string, Slot] {
  return ['description', delay((machine) => machine.force(description) ?? name)]
}

function hasTag(machine: Machine, wanted: Value, slot: Slot): boolean | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  const has = hasName(value, '_type')
  if (has !== true) return has === false ? wanted === '' : has
  const tag = machine.select(value, '_type')
  return tag instanceof Unknown ? because(tag) : tag === wanted
}

/**
 * `lib.types`.
 * @param lib what modules of submodules get under that name
 */
export function makeTypes(lib: Slot): AttrSet {
  const types: AttrSet = subset(
    'types',
    [
      ...simpleTypes,
      ['number', either(byName.get('int') ?? null, byName.get('float') ?? null)],
      ['port', portType],
      ['ints', subset('types.ints', intTypes)],
      ['numbers', subset('types.numbers', numberTypes)],
      ['lines', separatedString('\n')],
      ['commas', separatedString(',')],
      ['envVar', separatedString(':')],
      ['path', pathType(null, true)],
      ['pathInStore', pathType(true, null)],
      ['externalPath', pathType(false, true)],
      ['anything', anythingType],
      ['deferredModule', deferredModuleType],
      ['json', serializableType('JSON', true)],
      ['toml', serializableType('TOML', false)],
      // `with lib.types; types.str` is `lib.types.str`: the set holds itself.
      ['types', delay(() => types)],
    ],
    members(parameterTypes, compositeTypes, moduleTypes(lib), [attrTag], typeFunctions),
  )
  return types
}
