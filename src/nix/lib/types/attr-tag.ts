import { strict } from '../../eval/builtins/strict.ts'
import { because, slotOf } from '../../eval/partial.ts'
import { AttrSet, Native, Unknown, attrSet } from '../../eval/value.ts'
import { mergeDefinitions } from '../modules/merge-definitions.ts'
import { escapeNixIdentifier } from '../strings/quote-nix.ts'
import { makeType } from './make-type.ts'
import { checking, unspecifiedType } from './simple.ts'

/** The one name of a set that has to have one. */
function tagOf(set: AttrSet): string | null {
  const [name, ...others] = set.attrs.keys()
  return name !== undefined && others.length === 0 && set.rest === null ? name : null
}

/** `types.attrTag`: a set of one attribute, whose name says which option its value is for. */
export const attrTag: Native = strict('attrTag', ['set'], (_machine, tags) => {
  const choices = [...tags.attrs.keys()].sort().map(escapeNixIdentifier).join(', ')
  return makeType({
    name: 'attrTag',
    description: `attribute-tagged union with choices: ${choices}`,
    descriptionClass: 'noun',
    check: checking((value) => {
      if (!(value instanceof AttrSet)) return false
      if (value.rest !== null) return because(value.rest)
      const tag = tagOf(value)
      return tag !== null && tags.attrs.has(tag)
    }),
    merge: (machine, path, definitions) => {
      const [first] = definitions
      const tag = first?.value instanceof AttrSet ? tagOf(first.value) : null
      if (tag === null) return new Unknown('which of several options is set')
      const inner = definitions.flatMap((definition) => {
        const set = definition.value
        if (!(set instanceof AttrSet) || tagOf(set) !== tag) {
          return machine.fail(
            'throw',
            `The option '${path.join('.')}' is defined both as '${tag}' and otherwise.`,
          )
        }
        return [{ ...definition, value: slotOf(set, tag) }]
      })
      const option = machine.force(slotOf(tags, tag))
      const type =
        option instanceof AttrSet && option.attrs.has('type')
          ? machine.select(option, 'type')
          : unspecifiedType
      return attrSet([[tag, mergeDefinitions(machine, [...path, tag], type, inner).value]])
    },
    nestedTypes: [...tags.attrs].map(([name, { slot }]) => [name, slot]),
  })
})
