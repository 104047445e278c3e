import { strict } from '../eval/builtins/strict.ts'
import { subset } from './subset.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  typeName,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'

/** How a description reads inside another: what needs parentheses depends on it (nixpkgs, `descriptionClass`). */
type Class = 'noun' | 'composite' | 'conjunction' | 'clause'

/** A `types.*` value: what it is called, and what it is made of. */
function optionType(
  name: string,
  description: Slot,
  extra: readonly (readonly [string, Slot])[] = [],
  descriptionClass: Class = 'noun',
): AttrSet {
  return attrSet([
    ['_type', 'option-type'],
    ['name', name],
    ['description', description],
    ['descriptionClass', descriptionClass],
    ['check', native('check', 1, () => new Unknown('whether a value has a type'))],
    ['merge', native('merge', 2, () => new Unknown('a merge of definitions'))],
    ...extra,
  ])
}

/** The description of a type in a slot, in parentheses unless it is of one of these classes. */
function describe(machine: Machine, type: Slot, plain: readonly Class[]): string | Unknown {
  const value = machine.force(type)
  const description = value instanceof Unknown ? value : machine.select(value, 'description')
  if (description instanceof Unknown) return new Unknown(description.reason)
  const text = typeof description === 'string' ? description : '?'
  const own = value instanceof AttrSet ? value.attrs.get('descriptionClass') : undefined
  const found = own === undefined ? 'noun' : machine.force(own.slot)
  return plain.some((name) => name === found) ? text : `(${text})`
}

/** A type made of one other: `listOf`, `nullOr`, … */
function wrapping(name: string, phrase: (inner: string) => string, own: Class = 'composite'): Native {
  const plain: readonly Class[] = own === 'conjunction' ? ['noun', 'conjunction'] : ['noun', 'composite']
  return native(name, 1, (_machine, [element = null]) => {
    const description = delay((machine) => {
      const text = describe(machine, element, plain)
      return text instanceof Unknown ? text : phrase(text)
    })
    return optionType(name, description, [['nestedTypes', attrSet([['elemType', element]])]], own)
  })
}

/** `a or b or c`: nested from the right, as nixpkgs nests it. */
function either(members: readonly Slot[]): AttrSet {
  const description = delay((inner) => {
    const texts: string[] = []
    for (const [index, member] of members.entries()) {
      const last = index === members.length - 1
      const text = describe(
        inner,
        member,
        last ? ['noun', 'conjunction', 'composite'] : ['noun', 'conjunction'],
      )
      if (text instanceof Unknown) return text
      texts.push(text)
    }
    return texts.join(' or ')
  })
  const nested = attrSet(members.map((member, index): [string, Slot] => [`member${index}`, member]))
  return optionType(
    'either',
    description,
    [
      ['nestedTypes', nested],
      ['members', [...members]],
    ],
    'conjunction',
  )
}

function submodule(modules: Slot): AttrSet {
  return optionType('submodule', 'submodule', [['submodules', modules]], 'clause')
}

function showValue(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return value === null ||
    typeof value === 'boolean' ||
    typeof value === 'bigint' ||
    typeof value === 'number'
    ? String(value)
    : typeName(value)
}

function between(name: string, low: bigint, high: bigint, description?: string): AttrSet {
  return optionType(name, description ?? `integer between ${low} and ${high} (both inclusive)`, [
    ['bounds', [low, high]],
  ])
}

const simple: Readonly<Record<string, string>> = {
  bool: 'boolean',
  boolByOr: 'boolean (merged using or)',
  int: 'signed integer',
  float: 'floating point number',
  number: 'signed integer or floating point number',
  str: 'string',
  singleLineStr: '(optionally newline-terminated) single-line string',
  nonEmptyStr: 'non-empty string',
  passwdEntry: 'string, not containing newlines or colons',
  lines: 'strings concatenated with "\\n"',
  commas: 'strings concatenated with ","',
  envVar: 'strings concatenated with ":"',
  string: 'string',
  path: 'absolute path',
  pathInStore: 'path in the Nix store',
  externalPath: 'absolute path, not in the Nix store',
  package: 'package',
  shellPackage: 'package that is a shell',
  pkgs: 'Nixpkgs package set',
  attrs: 'attribute set',
  anything: 'anything',
  raw: 'raw value',
  unspecified: 'unspecified value',
  deferredModule: 'module',
  optionType: 'optionType',
  port: '16 bit unsigned integer; between 0 and 65535 (both inclusive)',
}

const integers: readonly (readonly [string, AttrSet])[] = [
  ['u8', between('u8', 0n, 255n, '8 bit unsigned integer; between 0 and 255 (both inclusive)')],
  ['u16', between('u16', 0n, 65535n, '16 bit unsigned integer; between 0 and 65535 (both inclusive)')],
  [
    'u32',
    between('u32', 0n, 4294967295n, '32 bit unsigned integer; between 0 and 4294967295 (both inclusive)'),
  ],
  ['s8', between('s8', -128n, 127n, '8 bit signed integer; between -128 and 127 (both inclusive)')],
  [
    's16',
    between('s16', -32768n, 32767n, '16 bit signed integer; between -32768 and 32767 (both inclusive)'),
  ],
  [
    's32',
    between(
      's32',
      -2147483648n,
      2147483647n,
      '32 bit signed integer; between -2147483648 and 2147483647 (both inclusive)',
    ),
  ],
  ['unsigned', optionType('unsignedInt', 'unsigned integer, meaning >=0')],
  ['positive', optionType('positiveInt', 'positive integer, meaning >0')],
]

const functions: readonly Native[] = [
  wrapping('listOf', (inner) => `list of ${inner}`),
  wrapping('nonEmptyListOf', (inner) => `non-empty list of ${inner}`),
  wrapping('attrsOf', (inner) => `attribute set of ${inner}`),
  wrapping('lazyAttrsOf', (inner) => `lazy attribute set of ${inner}`),
  wrapping('loaOf', (inner) => `list or attribute set of ${inner}`),
  wrapping('nullOr', (inner) => `null or ${inner}`, 'conjunction'),
  native('uniq', 1, (machine, [inner = null]) => machine.force(inner)),
  wrapping('functionTo', (inner) => `function that evaluates to a(n) ${inner}`),
  native('unique', 2, (machine, [, inner = null]) => machine.force(inner)),
  native('addCheck', 2, (machine, [inner = null]) => machine.force(inner)),
  native('either', 2, (_machine, [one = null, other = null]) => either([one, other])),
  strict('oneOf', ['list'], (_machine, members) => either(members)),
  strict('enum', ['list'], (_machine, values) => {
    const description = delay((machine) => {
      const shown = values.map((value) => machine.force(value))
      const unknown = shown.find((value) => value instanceof Unknown)
      if (unknown instanceof Unknown) return new Unknown(unknown.reason)
      return shown.length === 1
        ? `value ${showValue(shown[0] ?? null)} (singular enum)`
        : `one of ${shown.map(showValue).join(', ')}`
    })
    return optionType('enum', description, [['values', values]], values.length === 1 ? 'noun' : 'conjunction')
  }),
  native('strMatching', 1, (_machine, [pattern = null]) =>
    optionType(
      'strMatching',
      delay((machine) => {
        const text = machine.force(pattern)
        return typeof text === 'string' ? `string matching the pattern ${text}` : new Unknown('a pattern')
      }),
    ),
  ),
  native('separatedString', 1, (_machine, [separator = null]) =>
    optionType(
      'separatedString',
      delay((machine) => {
        const text = machine.force(separator)
        return typeof text === 'string'
          ? `strings concatenated with ${JSON.stringify(text)}`
          : new Unknown('a separator')
      }),
    ),
  ),
  native('coercedTo', 3, (_machine, [from = null, , to = null]) =>
    optionType(
      'coercedTo',
      delay((machine) => {
        const target = describe(machine, to, ['noun', 'conjunction'])
        const source = describe(machine, from, ['noun', 'conjunction'])
        if (target instanceof Unknown || source instanceof Unknown) return new Unknown('a coerced type')
        return `${target} or ${source} convertible to it`
      }),
      [
        [
          'nestedTypes',
          attrSet([
            ['finalType', to],
            ['coercedType', from],
          ]),
        ],
      ],
    ),
  ),
  native('submodule', 1, (_machine, [module = null]) =>
    submodule(
      delay((machine) => {
        const value = machine.force(module)
        return isList(value) ? value : [value]
      }),
    ),
  ),
  strict('submoduleWith', ['set'], (_machine, args) =>
    submodule(delay((machine) => machine.select(args, 'modules'))),
  ),
  native('deferredModuleWith', 1, () => optionType('deferredModule', 'module')),
  native('attrsWith', 1, (machine, [args = null]) => {
    const given = machine.force(args)
    const element = delay((inner) => inner.select(given, 'elemType'))
    return optionType(
      'attrsOf',
      delay((inner) => {
        const text = describe(inner, element, ['noun', 'composite'])
        return text instanceof Unknown ? text : `attribute set of ${text}`
      }),
      [['nestedTypes', attrSet([['elemType', element]])]],
    )
  }),
  native('pathWith', 1, () => optionType('path', 'path')),
  native('mkOptionType', 1, (machine, [args = null]) => {
    const given = machine.force(args)
    const name = given instanceof AttrSet ? (given.attrs.get('name')?.slot ?? '?') : '?'
    const description = given instanceof AttrSet ? (given.attrs.get('description')?.slot ?? name) : name
    return attrSet([
      ['_type', 'option-type'],
      ['name', name],
      ['description', description],
    ])
  }),
]

function numeric(name: 'numbers' | 'ints'): AttrSet {
  const members: [string, Slot][] = [
    ['between', strict('between', ['int', 'int'], (_machine, low, high) => between('intBetween', low, high))],
  ]
  return attrSet(
    name === 'ints'
      ? [...integers, ...members]
      : [
          [
            'nonnegative',
            optionType('numberNonnegative', 'nonnegative integer or floating point number, meaning >=0'),
          ],
          ['positive', optionType('numberPositive', 'positive integer or floating point number, meaning >0')],
          ...members,
        ],
  )
}

/** `lib.types`, with the names that nixpkgs has and no others: `with lib; with types; mkOption` is `lib`'s. */
export const types: AttrSet = subset('types', [
  ...Object.entries(simple).map(([name, description]): [string, Slot] => [
    name,
    optionType(name, description),
  ]),
  ...functions.map((fn): [string, Slot] => [fn.name, fn]),
  ['ints', numeric('ints')],
  ['numbers', numeric('numbers')],
])
