import { because, hasName } from '../../eval/partial.ts'
import { equalValues } from '../../eval/compare.ts'
import { strict } from '../../eval/builtins/strict.ts'
import { makeBuiltins } from '../../eval/builtins/index.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  AttrSet,
  Native,
  PathValue,
  Unknown,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { isDerivationValue } from '../attrsets/derivations.ts'
import type { MergeFunction } from '../modules/merge-definitions.ts'
import { unique } from '../lists/search.ts'
import { typeTag } from '../modules/property.ts'
import { escapeNixString } from '../strings/quote-nix.ts'
import { describe, makeType, type DescriptionClass, type TypeSpec } from './make-type.ts'
import { defaultMerge, equalMerge, oneMerge, separatedMerge, updateMerge } from './merges.ts'

type Check = TypeSpec['check']

/** A check that needs no more than the forced value. */
export function checking(check: (value: Value, machine: Machine) => boolean | Unknown): Check {
  return (machine, slot) => {
    const value = machine.force(slot)
    return value instanceof Unknown ? because(value) : check(value, machine)
  }
}

const anything: Check = () => true
const isText = checking((value) => typeof value === 'string')

function simple(
  name: string,
  description: string,
  check: Check,
  merge: MergeFunction,
  descriptionClass: DescriptionClass = 'noun',
): readonly [string, AttrSet] {
  return [name, makeType({ name, description, descriptionClass, check, merge: merge })]
}

/** Whether a text matches a pattern as a whole, by Nix's own rules. */
function matches(machine: Machine, pattern: Slot, text: Slot): boolean | Unknown {
  const match = makeBuiltins().get('__match') ?? null
  const found = machine.apply(machine.apply(machine.force(match), pattern), text)
  return found instanceof Unknown ? because(found) : found !== null
}

function matching(pattern: Slot): Check {
  return (machine, slot) => {
    const text = isText(machine, slot)
    return text === true ? matches(machine, pattern, slot) : text
  }
}

function withTag(tag: string): Check {
  return checking((value, machine) => typeTag(value, machine) === tag)
}

/** What the store path of is a package too; that there is something at a path is not looked at. */
const isPackage = checking((value, machine) => {
  const derivation = isDerivationValue(machine, value)
  if (derivation !== false) return derivation
  if (typeof value === 'string') return /^\/nix\/store\/[^/]+$/.test(value)
  return value instanceof PathValue && !value.inSnapshot && /^nix\/store\/[^/]+$/.test(value.path)
})

const packageMerge: MergeFunction = (machine, path, definitions) => {
  const value = machine.force(oneMerge(machine, path, definitions))
  return typeof value === 'string' || value instanceof PathValue
    ? new Unknown('a package made of a store path')
    : value
}

const singleLine = '[^\n\r]*\n?'

const singleLineMerge: MergeFunction = (machine, path, definitions) => {
  const text = machine.force(equalMerge(machine, path, definitions))
  return typeof text === 'string' && text.endsWith('\n') ? text.slice(0, -1) : text
}

const boolByOrMerge: MergeFunction = (machine, _path, definitions) => {
  const values = definitions.map(({ value }) => machine.force(value))
  if (values.includes(true)) return true
  const unknown = values.find((value) => value instanceof Unknown)
  return unknown instanceof Unknown ? because(unknown) : false
}

/** The type of an option that is declared without one. */
export const unspecifiedType: AttrSet = makeType({
  name: 'unspecified',
  description: 'unspecified value',
  descriptionClass: 'noun',
  check: anything,
  merge: defaultMerge,
})

/** Types without parts. */
export const simpleTypes: readonly (readonly [string, AttrSet])[] = [
  simple('raw', 'raw value', anything, oneMerge),
  ['unspecified', unspecifiedType],
  simple(
    'bool',
    'boolean',
    checking((value) => typeof value === 'boolean'),
    equalMerge,
  ),
  simple(
    'boolByOr',
    'boolean (merged using or)',
    checking((value) => typeof value === 'boolean'),
    boolByOrMerge,
  ),
  simple(
    'int',
    'signed integer',
    checking((value) => typeof value === 'bigint'),
    equalMerge,
  ),
  simple(
    'float',
    'floating point number',
    checking((value) => typeof value === 'number'),
    equalMerge,
  ),
  simple('str', 'string', isText, equalMerge),
  simple(
    'nonEmptyStr',
    'non-empty string',
    checking((value) => typeof value === 'string' && !/^[ \t\n]*$/.test(value)),
    equalMerge,
  ),
  simple(
    'singleLineStr',
    '(optionally newline-terminated) single-line string',
    matching(singleLine),
    singleLineMerge,
  ),
  simple('package', 'package', isPackage, packageMerge),
  simple('luaInline', 'inline lua', withTag('lua-inline'), equalMerge),
  simple(
    'optionDeclaration',
    'option declaration',
    checking((value, machine) => typeTag(value, machine) === 'option' && hasName(value, 'value') === false),
    defaultMerge,
  ),
  simple('optionType', 'optionType', withTag('option-type'), oneMerge),
  [
    'attrs',
    makeType({
      name: 'attrs',
      description: 'attribute set',
      check: checking((value) => value instanceof AttrSet),
      merge: updateMerge,
      emptyValue: new AttrSet(new Map()),
    }),
  ],
  [
    'shellPackage',
    makeType({
      name: 'package',
      descriptionClass: 'noun',
      check: checking((value, machine) => {
        const derivation = isDerivationValue(machine, value)
        return derivation === true ? hasName(value, 'shellPath') : derivation
      }),
      merge: packageMerge,
    }),
  ],
  [
    'pkgs',
    makeType({
      name: 'pkgs',
      description: 'Nixpkgs package set',
      descriptionClass: 'noun',
      check: checking((value, machine) => value instanceof AttrSet && typeTag(value, machine) === 'pkgs'),
      merge: oneMerge,
      emptyValue: new AttrSet(new Map()),
    }),
  ],
]

/** `types.pathWith`. */
export function pathType(inStore: boolean | null, absolute: boolean | null): AttrSet {
  const kind = absolute === null ? '' : absolute ? 'absolute ' : 'relative '
  const place = inStore === null ? '' : inStore ? ' in the Nix store' : ' not in the Nix store'
  return makeType({
    name: 'path',
    description: `${kind}path${place}`,
    descriptionClass: 'noun',
    check: checking((value, machine) => isPathLike(machine, value, inStore, absolute)),
    merge: equalMerge,
  })
}

function isPathLike(
  machine: Machine,
  value: Value,
  inStore: boolean | null,
  absolute: boolean | null,
): boolean | Unknown {
  if (value instanceof AttrSet) {
    if (inStore === false) return false
    const textLike = hasName(value, 'outPath') === true || hasName(value, '__toString') === true
    if (value.derivation !== null) return inStore ?? absolute ?? true
    return textLike || value.rest !== null ? new Unknown('where something lies') : false
  }
  if (value instanceof PathValue) {
    if (inStore === false || absolute === false) return false
    if (inStore === null) return true
    return value.inSnapshot
      ? new Unknown('where the repository lies on disk')
      : /^nix\/store\/[^/]+/.test(value.path)
  }
  if (typeof value !== 'string') return false
  machine.spend(1)
  const isInStore = /^\/nix\/store\/.{32}-.+/.test(value)
  return (
    (inStore === null || inStore === isInStore) && (absolute === null || absolute === value.startsWith('/'))
  )
}

/** Types made of a text or a list. */
export const parameterTypes: readonly Native[] = [
  strict('strMatching', ['string'], (_machine, pattern) =>
    makeType({
      name: `strMatching ${escapeNixString(pattern)}`,
      description: `string matching the pattern ${pattern}`,
      descriptionClass: 'noun',
      check: matching(pattern),
      merge: equalMerge,
    }),
  ),
  native('separatedString', 1, (_machine, [separator = null]) => separatedString(separator)),
  strict('enum', ['list'], (_machine, values) => enumType(values)),
  strict('pathWith', ['set'], (machine, args) => {
    const flag = (name: string): Value => (args.attrs.has(name) ? machine.select(args, name) : null)
    const [inStore, absolute] = [flag('inStore'), flag('absolute')]
    if (inStore !== null && typeof inStore !== 'boolean') return new Unknown('a type of paths')
    if (absolute !== null && typeof absolute !== 'boolean') return new Unknown('a type of paths')
    return pathType(inStore, absolute)
  }),
]

/** `types.separatedString`. */
export function separatedString(separator: Slot): AttrSet {
  return makeType({
    name: 'separatedString',
    description: describe((machine) => {
      const by = machine.force(separator)
      return typeof by === 'string'
        ? `strings concatenated with ${JSON.stringify(by)}`
        : new Unknown('a separator')
    }),
    descriptionClass: 'noun',
    check: isText,
    merge: separatedMerge(separator),
    payload: separator,
    combine: (machine, other, { payload }) => {
      const same = equalValues(machine.force(separator), machine.force(payload), machine)
      return same instanceof Unknown ? because(same) : same ? other : null
    },
  })
}

function enumType(values: readonly Slot[]): AttrSet {
  const description = describe((machine) => {
    if (values.length === 0) return 'impossible (empty enum)'
    const shown: string[] = []
    for (const slot of values) {
      const value = machine.force(slot)
      if (value instanceof Unknown) return because(value)
      shown.push(showValue(value))
    }
    return shown.length === 1 ? `value ${shown[0] ?? ''} (singular enum)` : `one of ${shown.join(', ')}`
  })
  return makeType({
    name: 'enum',
    description,
    descriptionClass: values.length < 2 ? 'noun' : 'conjunction',
    check: (machine, slot) => {
      let open: Unknown | null = null
      for (const value of values) {
        const equal = equalValues(machine.force(slot), machine.force(value), machine)
        if (equal === true) return true
        if (equal instanceof Unknown) open ??= because(equal)
      }
      return open ?? false
    },
    merge: equalMerge,
    payload: values,
    combine: (machine, _other, { payload }) => {
      const others = machine.force(payload)
      const all = isList(others)
        ? unique(machine, [...values, ...others])
        : new Unknown('the values of an enum')
      return all instanceof Unknown ? all : enumType(all)
    },
  })
}

function showValue(value: Value): string {
  if (typeof value === 'string') return `"${value}"`
  return typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : `<${typeName(value)}>`
}
