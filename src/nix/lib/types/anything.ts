import { isFunction } from '../../eval/functions.ts'
import { because } from '../../eval/partial.ts'
import { AttrSet, Unknown, delay, delayCall, native, type Machine, type Slot } from '../../eval/value.ts'
import { mergeDefinitions, type OptionPath } from '../modules/merge-definitions.ts'
import { mergeByName } from './composite.ts'
import { makeType } from './make-type.ts'
import { equalMerge, oneMerge } from './merges.ts'

/** `types.anything`: sets are merged as deep as they go. */
export const anythingType: AttrSet = makeType({
  name: 'anything',
  description: 'anything',
  descriptionClass: 'noun',
  check: () => true,
  merge: (machine, path, definitions) => {
    const values = definitions.map(({ value }) => machine.force(value))
    const unknown = values.find((value) => value instanceof Unknown)
    if (values.length === 1 && !(values[0] instanceof AttrSet)) return values[0] ?? null
    if (unknown instanceof Unknown) return because(unknown)
    const self = delay(() => anythingType)
    if (values.every((value) => value instanceof AttrSet)) {
      const textLike = values.map((value) => isTextLike(value))
      if (textLike.every(Boolean)) return oneMerge(machine, path, definitions)
      if (textLike.some(Boolean)) return conflict(machine, path)
      return mergeByName(machine, path, self, false, definitions)
    }
    if (values.every((value) => isFunction(machine, value) === true)) {
      return native('anything', 1, (_inner, [arg = null]) => {
        const results = definitions.map((definition) => ({
          ...definition,
          value: delayCall(definition.value, arg),
        }))
        return delay((inner) => mergeDefinitions(inner, [...path, '<function body>'], self, results).value)
      })
    }
    return equalMerge(machine, path, definitions)
  },
  mergeUncertain: (machine, path, definitions) => {
    const sets = definitions.every(({ value }) => value instanceof AttrSet && !isTextLike(value))
    if (sets)
      return mergeByName(
        machine,
        path,
        delay(() => anythingType),
        false,
        definitions,
      )
    return new Unknown(
      'a definition that may not be there',
      null,
      definitions.map(({ value }) => value),
    )
  },
})

function conflict(machine: Machine, path: OptionPath): never {
  return machine.fail('throw', `The option '${path.join('.')}' has conflicting option types.`)
}

function isTextLike(value: Slot): boolean {
  return (
    value instanceof AttrSet &&
    (value.derivation !== null || value.attrs.has('outPath') || value.attrs.has('__toString'))
  )
}
