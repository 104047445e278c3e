import { because, hasName } from '../eval/partial.ts'
import { strict } from '../eval/builtins/strict.ts'
import { typeName } from '../eval/type-name.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { attrByPath } from './attrsets/by-path.ts'
import { prettyText } from './generators/pretty.ts'
import { property } from './modules/property.ts'
import { escapeNixIdentifier } from './strings/quote-nix.ts'
import { interpolated } from './strings/text.ts'
import { makeTypes } from './types.ts'

export { isOption } from './modules/property.ts'
import { slotOr } from './slot-or.ts'

/** Arguments of `mkOption`; another one is a fault. */
const optionArguments = new Set([
  'default',
  'defaultText',
  'example',
  'description',
  'relatedPackages',
  'type',
  'apply',
  'internal',
  'visible',
  'readOnly',
])

/** An option declaration. */
export function makeOption(entries: readonly (readonly [string, Slot])[]): AttrSet {
  return attrSet([...entries, ['_type', 'option']])
}

function mkOption(machine: Machine, args: AttrSet): AttrSet {
  const stray = [...args.attrs.keys()].find((name) => !optionArguments.has(name))
  if (stray !== undefined) machine.fail('unexpected-argument', `mkOption has no argument '${stray}'`)
  return new AttrSet(
    new Map([...args.attrs, ...attrSet([['_type', 'option']]).attrs]),
    args.rest,
    null,
    args.maybe,
  )
}

/** Those of the options made here, none of which holds modules. */
const types = makeTypes(null)

function ofType(name: string): Slot {
  return delay((machine) => machine.select(types, name))
}

function mkEnableOption(name: Slot): AttrSet {
  const description = delay((machine) => {
    const text = interpolated(machine, name)
    return text instanceof Unknown ? text : `Whether to enable ${text}.`
  })
  return makeOption([
    ['default', false],
    ['example', true],
    ['description', description],
    ['type', ofType('bool')],
  ])
}

/** A list of names, or the one name that is given instead. */
function pathOf(machine: Machine, slot: Slot): readonly Slot[] | Unknown {
  const value = machine.force(slot)
  if (value instanceof Unknown) return because(value)
  return isList(value) ? value : [value]
}

/** `a."b c".d`. */
function showPath(machine: Machine, slot: Slot): string | Unknown {
  const path = pathOf(machine, slot)
  if (path instanceof Unknown) return path
  const names: string[] = []
  for (const part of path) {
    const name = machine.force(part)
    if (typeof name !== 'string')
      return name instanceof Unknown ? because(name) : new Unknown('the path of a package')
    names.push(escapeNixIdentifier(name))
  }
  return names.join('.')
}

/** `mkPackageOption pkgs name { nullable, default, example, extraDescription, pkgsText }`. */
function mkPackageOption(machine: Machine, pkgs: Slot, name: Slot, args: AttrSet): AttrSet {
  const given = (key: string, fallback: Slot): Slot => slotOr(args, key, fallback)
  const path = given('default', name)
  const nullable = machine.force(given('nullable', false)) === true
  const pkgsText = given('pkgsText', 'pkgs')
  const literal = (of: Slot): Slot =>
    delay((inner) => {
      const [set, attribute] = [inner.force(pkgsText), showPath(inner, of)]
      if (attribute instanceof Unknown || typeof set !== 'string') return new Unknown('the name of a package')
      return literalText('literalExpression', `${set}.${attribute}`)
    })
  const found = delay((inner) => {
    const parts = pathOf(inner, path)
    if (parts instanceof Unknown) return parts
    const missing = (part: string): never => inner.fail('throw', `${part} cannot be found in pkgs`)
    return attrByPath(inner, parts, missing, pkgs)
  })
  const entries: [string, Slot][] = [
    ['description', delay((inner) => describePackage(inner, name, given('extraDescription', '')))],
    [
      'type',
      nullable
        ? delay((inner) => inner.apply(inner.select(types, 'nullOr'), ofType('package')))
        : ofType('package'),
    ],
  ]
  if (machine.force(path) !== null) entries.push(['default', found], ['defaultText', literal(path)])
  else if (nullable) entries.push(['default', null])
  const example = machine.force(given('example', null))
  if (example !== null)
    entries.push(['example', isList(example) ? literal(example) : literalText('literalExpression', example)])
  return makeOption(entries)
}

function describePackage(machine: Machine, slot: Slot, extra: Slot): string | Unknown {
  const name = machine.force(slot)
  const label = isList(name) ? (name.at(-1) ?? null) : name
  const [text, more] = [interpolated(machine, label), interpolated(machine, extra)]
  if (text instanceof Unknown) return text
  if (more instanceof Unknown) return more
  return `The ${text} package to use.${more === '' ? '' : ' '}${more}`
}

function literalText(type: string, text: Slot): AttrSet {
  return property(type, [['text', text]])
}

function literal(name: string, type = name): Native {
  return native(name, 1, (machine, [slot = null]) => {
    const text = machine.force(slot)
    return typeof text === 'string' || text instanceof Unknown
      ? literalText(type, text)
      : machine.fail('throw', `${name} expects a string, this is a ${typeName(text)}`)
  })
}

function showOption(machine: Machine, parts: readonly Slot[]): string | Unknown {
  const names: string[] = []
  for (const part of parts) {
    const name = machine.force(part)
    if (name instanceof Unknown) return because(name)
    if (typeof name !== 'string')
      return machine.fail('type-error', `showOption expects strings, this is a ${typeName(name)}`)
    names.push(name === '*' || /^<.*>$/s.test(name) ? name : escapeNixIdentifier(name))
  }
  return names.join('.')
}

/** A value as documents of options show it. */
function renderOptionValue(machine: Machine, slot: Slot): Value {
  const value = machine.force(slot)
  if (hasName(value, '_type') === true && hasName(value, 'text') === true) return value
  const text = prettyText(machine, { multiline: true, prettyValues: true }, '', value)
  return text instanceof Unknown ? text : literalText('literalExpression', text)
}

/** `lib.options`. */
export const optionFunctions: readonly Native[] = [
  strict('mkOption', ['set'], mkOption),
  native('mkEnableOption', 1, (_machine, [name = null]) => mkEnableOption(name)),
  native('mkPackageOption', 3, (machine, [pkgs = null, name = null, slot = null]) => {
    const args = machine.force(slot)
    if (args instanceof AttrSet) return mkPackageOption(machine, pkgs, name, args)
    return args instanceof Unknown
      ? because(args)
      : machine.fail('type-error', 'mkPackageOption expects a set')
  }),
  native('mkPackageOptionMD', 3, (machine, [pkgs = null, name = null, slot = null]) => {
    const args = machine.force(slot)
    return args instanceof AttrSet ? mkPackageOption(machine, pkgs, name, args) : new Unknown('an option')
  }),
  strict('mkSinkUndeclaredOptions', ['set'], (_machine, args) =>
    makeOption([
      ['internal', true],
      ['visible', false],
      ['default', false],
      ['description', 'Sink for option definitions.'],
      ['type', ofType('unspecified')],
      ...[...args.attrs].map(([name, { slot }]): [string, Slot] => [name, slot]),
    ]),
  ),
  literal('literalExpression'),
  literal('literalExample', 'literalExpression'),
  literal('literalMD'),
  literal('literalDocBook'),
  native('mdDoc', 1, (_machine, [text = null]) => text),
  native('literalCode', 2, (_machine, [language = null, slot = null]) => {
    const text = delay((machine) => {
      const [kind, code] = [interpolated(machine, language), interpolated(machine, slot)]
      if (kind instanceof Unknown) return kind
      return code instanceof Unknown ? code : `\`\`\`${kind}\n${code}\n\`\`\`\n`
    })
    return literalText('literalMD', text)
  }),
  strict('showOption', ['list'], showOption),
  native('renderOptionValue', 1, (machine, [value = null]) => renderOptionValue(machine, value)),
]
