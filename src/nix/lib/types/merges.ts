import { equalValues } from '../../eval/compare.ts'
import { isFunction } from '../../eval/functions.ts'
import { because } from '../../eval/partial.ts'
import { updateAttrs } from '../../eval/update-attrs.ts'
import {
  AttrSet,
  Unknown,
  delay,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { TypeMerge, type MergeFunction, type OptionPath } from '../modules/merge-definitions.ts'
import { joinTexts } from '../strings/text.ts'

function conflict(machine: Machine, path: OptionPath, problem: string): never {
  return machine.fail('throw', `The option '${path.join('.')}' ${problem}.`)
}

/** `mergeEqualOption`: all definitions have to say the same. */
export const equalMerge: MergeFunction = (machine, path, [first, ...others]) => {
  const value = first?.value ?? null
  for (const other of others) {
    const equal = equalValues(other.value, value, machine)
    if (equal instanceof Unknown) return new Unknown(equal.reason, null, [value])
    if (!equal) return conflict(machine, path, 'has conflicting definition values')
  }
  return value
}

/** `mergeOneOption`: there has to be a single definition. */
export const oneMerge: MergeFunction = (machine, path, definitions) =>
  definitions.length === 1
    ? (definitions[0]?.value ?? null)
    : conflict(machine, path, "is defined multiple times while it's expected to be unique")

/** `mergeDefaultOption`: lists, sets and texts are put together. */
export const defaultMerge: MergeFunction = (machine, path, definitions) =>
  mergeValues(
    machine,
    path,
    definitions.map(({ value }) => value),
  )

function mergeValues(machine: Machine, path: OptionPath, values: readonly Value[]): Slot {
  const [first = null, ...others] = values
  if (others.length === 0) return first
  const unknown = values.find((value) => value instanceof Unknown)
  if (unknown instanceof Unknown) return because(unknown)
  if (values.every((value) => isFunction(machine, value) === true)) {
    return native('merged', 1, (inner, [arg = null]) =>
      mergeValues(
        inner,
        path,
        values.map((fn) => inner.force(delayCall(fn, arg))),
      ),
    )
  }
  if (values.every(isList)) return values.flatMap((value) => (isList(value) ? [...value] : []))
  if (values.every((value) => value instanceof AttrSet)) {
    return values.reduce<Value>(
      (merged, set) => updateAttrs(merged, set, machine, null),
      new AttrSet(new Map()),
    )
  }
  if (values.every((value) => typeof value === 'boolean')) return values.includes(true)
  if (values.every((value) => typeof value === 'string')) return values.join('')
  if (values.every((value) => typeof value === 'bigint' && value === first)) return first
  return conflict(machine, path, 'has definitions that cannot be merged')
}

/** Texts with a separator between them. */
export function separatedMerge(separator: Slot): MergeFunction {
  return (machine, _path, definitions) => {
    const by = machine.force(separator)
    if (typeof by !== 'string') return new Unknown('what separates texts')
    return joinTexts(
      machine,
      by,
      definitions.map(({ value }) => value),
    )
  }
}

/** `types.attrs`: later definitions win, without a look inside. */
export const updateMerge: MergeFunction = (machine, _path, definitions) =>
  definitions.reduce<Value>(
    (merged, { value }) => updateAttrs(merged, value, machine, null),
    new AttrSet(new Map()),
  )

/** Merges of `lib.options`, for types of one's own. */
export const optionMerges: readonly (readonly [string, Slot])[] = [
  ['mergeDefaultOption', new TypeMerge(defaultMerge)],
  ['mergeOneOption', new TypeMerge(oneMerge)],
  ['mergeEqualOption', new TypeMerge(equalMerge)],
  ['mergeUniqueOption', native('mergeUniqueOption', 1, () => new TypeMerge(oneMerge))],
  ['getValues', native('getValues', 1, (machine, [list = null]) => each(machine, list, 'value'))],
  ['getFiles', native('getFiles', 1, (machine, [list = null]) => each(machine, list, 'file'))],
]

function each(machine: Machine, slot: Slot, name: string): Value {
  const list = machine.force(slot)
  if (!isList(list)) return new Unknown('the definitions of an option')
  return list.map((item) => delay((inner) => inner.select(inner.force(item), name)))
}
