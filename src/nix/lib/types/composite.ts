import { functionArgs, isFunction } from '../../eval/functions.ts'
import { because, hasName } from '../../eval/partial.ts'
import { strict } from '../../eval/builtins/strict.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  isList,
  native,
  type Machine,
  type Slot,
} from '../../eval/value.ts'
import { definedNames, definitionsOf, type Definition, type Discharged } from '../modules/definition.ts'
import {
  checkValue,
  mergeDefinitions,
  type MergeFunction,
  type OptionPath,
} from '../modules/merge-definitions.ts'
import { either, mergeAs } from './either.ts'
import {
  changeType,
  combineElements,
  describe,
  makeType,
  phrase,
  type DescriptionClass,
} from './make-type.ts'
import { oneMerge } from './merges.ts'
import { checking } from './simple.ts'

const isSet = checking((value) => value instanceof AttrSet)

function phrased(element: Slot, plain: readonly DescriptionClass[], print: (text: string) => string): Slot {
  return describe((machine) => {
    const text = phrase(machine, element, plain)
    return text instanceof Unknown ? text : print(text)
  })
}

/** The modules inside a type that is made of another. */
function modulesOf(element: Slot): Slot {
  return delay((machine) => {
    const type = machine.force(element)
    return hasName(type, 'getSubModules') === true ? machine.select(type, 'getSubModules') : null
  })
}

/** `types.listOf`. */
export function listOf(element: Slot): AttrSet {
  const merge: MergeFunction = (machine, path, definitions) => {
    const items: Slot[] = []
    for (const [index, definition] of definitions.entries()) {
      const list = machine.force(definition.value)
      if (!isList(list)) return list instanceof Unknown ? because(list) : new Unknown('what is no list')
      for (const [place, value] of list.entries()) {
        const here = [...path, `[definition ${index + 1}-entry ${place + 1}]`]
        const merged = mergeDefinitions(machine, here, element, [{ ...definition, value }])
        if (merged.isDefined === true) items.push(merged.value)
        if (!(merged.isDefined instanceof Unknown)) continue
        // A property under a condition that is not known may leave a gap; what is unknown itself hardly ever is one.
        const item = machine.force(value)
        if (hasName(item, '_type') === true) return because(merged.isDefined)
        items.push(value)
      }
    }
    machine.spend(items.length)
    return items
  }
  return makeType({
    name: 'listOf',
    description: phrased(element, ['noun', 'composite'], (text) => `list of ${text}`),
    descriptionClass: 'composite',
    check: checking(isList),
    merge,
    emptyValue: [],
    nestedTypes: [['elemType', element]],
    modules: modulesOf(element),
    combine: combineElements(element, listOf),
  })
}

function nonEmptyListOf(element: Slot): AttrSet {
  const base = listOf(element)
  return changeType(base, [
    ['description', phrased(base, ['noun', 'composite'], (text) => `non-empty (${text})`)],
    ['emptyValue', attrSet([])],
    [
      'check',
      native('check', 1, (machine, [slot = null]) => {
        const value = machine.force(slot)
        return value instanceof Unknown ? because(value) : isList(value) && value.length > 0
      }),
    ],
  ])
}

/** The definitions of each name that several definitions of a set have. */
export function mergeByName(
  machine: Machine,
  path: OptionPath,
  element: Slot,
  lazy: boolean,
  definitions: readonly Definition[],
): AttrSet {
  const { names, open } = definedNames(machine, definitions)
  machine.spend(names.length)
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>()
  let rest = open
  for (const name of names) {
    const own = definitionsOf(machine, name, definitions)
    const position = own.find((definition) => definition.position !== null)?.position ?? null
    const here = [...path, name]
    if (lazy) {
      attrs.set(
        name,
        new Attr(
          delay((inner) => mergeDefinitions(inner, here, element, own).value),
          position,
        ),
      )
      continue
    }
    const merged = mergeDefinitions(machine, here, element, own)
    if (merged.isDefined === true) attrs.set(name, new Attr(merged.value, position))
    else if (merged.isDefined instanceof Unknown) {
      maybe.set(name, new Attr(merged.value, position))
      rest ??= because(merged.isDefined)
    }
  }
  return new AttrSet(attrs, rest, null, maybe.size > 0 ? maybe : null)
}

/** `types.attrsWith`. */
export function attrsWith(element: Slot, lazy: boolean): AttrSet {
  const merge: MergeFunction = (machine, path, definitions) =>
    mergeByName(machine, path, element, lazy, definitions)
  return makeType({
    name: lazy ? 'lazyAttrsOf' : 'attrsOf',
    description: phrased(
      element,
      ['noun', 'composite'],
      (text) => `${lazy ? 'lazy attribute set' : 'attribute set'} of ${text}`,
    ),
    descriptionClass: 'composite',
    check: isSet,
    merge,
    mergeUncertain: merge,
    emptyValue: attrSet([]),
    nestedTypes: [['elemType', element]],
    modules: modulesOf(element),
    combine: combineElements(element, (merged) => attrsWith(merged, lazy)),
  })
}

/** `types.nullOr`. */
export function nullOr(element: Slot): AttrSet {
  return makeType({
    name: 'nullOr',
    description: phrased(element, ['noun', 'conjunction'], (text) => `null or ${text}`),
    descriptionClass: 'conjunction',
    check: (machine, value) =>
      machine.force(value) === null || checkValue(machine, machine.force(element), value),
    merge: (machine, path, definitions) => {
      const nulls = definitions.filter(({ value }) => value === null).length
      if (nulls === definitions.length) return null
      if (nulls === 0) return mergeAs(machine, element, path, definitions)
      return machine.fail('throw', `The option '${path.join('.')}' is defined both null and not null.`)
    },
    emptyValue: null,
    nestedTypes: [['elemType', element]],
    modules: modulesOf(element),
    combine: combineElements(element, nullOr),
  })
}

function uniqueOf(element: Slot): AttrSet {
  const of = (name: string): Slot => delay((machine) => machine.select(machine.force(element), name))
  const base = makeType({
    name: 'unique',
    description: of('description'),
    check: (machine, value) => checkValue(machine, machine.force(element), value),
    merge: (machine, path, definitions) =>
      definitions.length === 1
        ? mergeAs(machine, element, path, definitions)
        : oneMerge(machine, path, definitions),
    nestedTypes: [['elemType', element]],
    modules: modulesOf(element),
    combine: combineElements(element, uniqueOf),
  })
  return changeType(base, [
    ['descriptionClass', of('descriptionClass')],
    ['emptyValue', of('emptyValue')],
  ])
}

/** `types.functionTo`: what the functions give is merged when they are called. */
function functionTo(element: Slot): AttrSet {
  const merge: MergeFunction = (_machine, path, definitions) => {
    const call = native('functionTo', 1, (_inner, [arg = null]) => {
      const results = definitions.map((definition) => ({
        ...definition,
        value: delayCall(definition.value, arg),
      }))
      return delay((inner) => mergeDefinitions(inner, [...path, '<function body>'], element, results).value)
    })
    return attrSet([
      ['__functor', native('__functor', 1, () => call)],
      ['__functionArgs', delay((inner) => sharedArguments(inner, definitions))],
    ])
  }
  return makeType({
    name: 'functionTo',
    description: phrased(element, ['noun', 'composite'], (text) => `function that evaluates to a(n) ${text}`),
    descriptionClass: 'composite',
    check: checking((value, machine) => isFunction(machine, value)),
    merge,
    nestedTypes: [['elemType', element]],
    modules: modulesOf(element),
    combine: combineElements(element, functionTo),
  })
}

/** Arguments of several functions; one is optional where it is so for all that take it. */
function sharedArguments(machine: Machine, definitions: readonly Discharged[]): AttrSet | Unknown {
  const shared = new Map<string, boolean>()
  for (const { value } of definitions) {
    const args = machine.force(functionArgs(machine, value))
    if (!(args instanceof AttrSet)) return new Unknown('the arguments of a function')
    for (const [name, attr] of args.attrs) {
      shared.set(name, (shared.get(name) ?? true) && machine.force(attr.slot) === true)
    }
  }
  return attrSet(shared)
}

/** `types.coercedTo`: what is of the first type becomes of the second by a function. */
function coercedTo(from: Slot, convert: Slot, to: Slot): AttrSet {
  const coerced = (machine: Machine, value: Slot): Slot => {
    const answer = checkValue(machine, machine.force(from), value)
    const converted = delayCall(convert, value)
    if (answer instanceof Unknown) return new Unknown(answer.reason, null, [converted, value])
    return answer ? converted : value
  }
  const type = makeType({
    name: 'coercedTo',
    description: describe((machine) => {
      const [target, source] = [phrase(machine, to, ['noun']), phrase(machine, from, ['noun'])]
      if (target instanceof Unknown) return target
      return source instanceof Unknown ? source : `${target} or ${source} convertible to it`
    }),
    check: (machine, value) => {
      const target = machine.force(to)
      const first = checkValue(machine, machine.force(from), value)
      const converted = first === true ? checkValue(machine, target, delayCall(convert, value)) : first
      if (converted === true) return true
      const direct = checkValue(machine, target, value)
      return direct === true || converted === false ? direct : converted
    },
    merge: (machine, path, definitions) =>
      mergeAs(
        machine,
        to,
        path,
        definitions.map((definition) => ({
          ...definition,
          value: machine.force(coerced(machine, definition.value)),
        })),
      ),
    nestedTypes: [
      ['coercedType', from],
      ['finalType', to],
    ],
    modules: modulesOf(to),
    combine: () => null,
  })
  return changeType(type, [
    ['emptyValue', delay((machine) => machine.select(machine.force(to), 'emptyValue'))],
  ])
}

/** `types.addCheck`. */
function addCheck(type: Slot, check: Slot): Slot {
  return delay((machine) => {
    const base = machine.force(type)
    if (!(base instanceof AttrSet)) return base instanceof Unknown ? because(base) : new Unknown('a type')
    const both = native('check', 1, (inner, [value = null]) => {
      const own = checkValue(inner, base, value)
      if (own === false) return false
      const more = inner.apply(inner.force(check), value)
      return own === true || more === false ? more : own
    })
    return changeType(base, [['check', both]])
  })
}

function wrapping(name: string, make: (element: Slot) => AttrSet): Native {
  return native(name, 1, (_machine, [element = null]) => make(element))
}

/** Types made of others. */
export const compositeTypes: readonly Native[] = [
  wrapping('listOf', listOf),
  wrapping('nonEmptyListOf', nonEmptyListOf),
  wrapping('attrsOf', (element) => attrsWith(element, false)),
  wrapping('lazyAttrsOf', (element) => attrsWith(element, true)),
  strict('attrsWith', ['set'], (machine, args) => {
    const lazy = args.attrs.has('lazy') ? machine.select(args, 'lazy') : false
    if (typeof lazy !== 'boolean') return new Unknown('a type of sets')
    return attrsWith(
      delay((inner) => inner.select(args, 'elemType')),
      lazy,
    )
  }),
  wrapping('loaOf', (element) => changeType(attrsWith(element, false), [['name', 'loaOf']])),
  wrapping('nullOr', nullOr),
  wrapping('uniq', uniqueOf),
  native('unique', 2, (_machine, [, element = null]) => uniqueOf(element)),
  wrapping('functionTo', functionTo),
  native('either', 2, (_machine, [left = null, right = null]) => either(left, right)),
  strict('oneOf', ['list'], (machine, types) => {
    const [first, ...others] = types
    if (first === undefined) return machine.fail('throw', 'types.oneOf needs to get at least one type')
    return others.reduce<Slot>((left, right) => either(left, right), first)
  }),
  native('coercedTo', 3, (_machine, [from = null, convert = null, to = null]) =>
    coercedTo(from, convert, to),
  ),
  native('addCheck', 2, (_machine, [type = null, check = null]) => addCheck(type, check)),
  wrapping('passwdEntry', (element) => passwdEntry(element)),
]

function passwdEntry(element: Slot): AttrSet {
  const of = (name: string): Slot => delay((machine) => machine.select(machine.force(element), name))
  const base = makeType({
    name: delay((machine) => {
      const name = machine.force(of('name'))
      return typeof name === 'string' ? `passwdEntry ${name}` : new Unknown('the name of a type')
    }),
    description: phrased(element, ['noun'], (text) => `${text}, not containing newlines or colons`),
    descriptionClass: 'nonRestrictiveClause',
    check: (machine, slot) => {
      const own = checkValue(machine, machine.force(element), slot)
      const text = machine.force(slot)
      return own === true && typeof text === 'string' ? !/[:\n]/.test(text) : own
    },
    merge: (machine, path, definitions) => mergeAs(machine, element, path, definitions),
  })
  return changeType(base, [['emptyValue', of('emptyValue')]])
}
