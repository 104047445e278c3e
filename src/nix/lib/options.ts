import { coerceToString } from '../eval/coerce.ts'
import { strict } from '../eval/builtins/strict.ts'
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
import { types } from './types.ts'

/** Priorities of definitions: the lowest number wins (nixpkgs, `lib.modules`). */
export const priorities = {
  default: 1000,
  optionDefault: 1500,
  normal: 100,
  vmOverride: 10,
  force: 50,
  image: 60,
} as const

/** A set with `_type`, as nixpkgs marks properties of definitions. */
function property(type: string, entries: readonly (readonly [string, Slot])[]): AttrSet {
  return attrSet([['_type', type], ...entries])
}

function override(name: string, priority: number): Native {
  return native(name, 1, (_machine, [content = null]) => makeOverride(BigInt(priority), content))
}

function makeOverride(priority: Slot, content: Slot): AttrSet {
  return property('override', [
    ['priority', priority],
    ['content', content],
  ])
}

function order(name: string, priority: number): Native {
  return native(name, 1, (_machine, [content = null]) =>
    property('order', [
      ['priority', BigInt(priority)],
      ['content', content],
    ]),
  )
}

/** `mkEnableOption name`: `name` may be any text. */
function mkEnableOption(machine: Machine, name: Slot): Value {
  const description = delay((inner) => {
    const text = coerceToString(inner.force(name), inner, null)
    return text instanceof Unknown ? text : `Whether to enable ${text}.`
  })
  return machine.force(
    property('option', [
      ['default', false],
      ['example', true],
      ['description', description],
      ['type', delay((inner) => inner.select(types, 'bool'))],
    ]),
  )
}

/** `mkPackageOption pkgs name { default, example, nullable, extraDescription }`. */
function mkPackageOption(machine: Machine, pkgs: Slot, name: Slot, args: AttrSet): Value {
  const path = delay((inner) => {
    const given = args.attrs.get('default')
    const value = inner.force(given === undefined ? name : given.slot)
    return isList(value) || value instanceof Unknown ? value : [value]
  })
  const fallback = delay((inner) => {
    const parts = inner.force(path)
    if (parts instanceof Unknown || !isList(parts)) return new Unknown('the default package')
    return parts.reduce<Value>((set, part) => {
      const text = inner.force(part)
      return typeof text === 'string' ? inner.select(set, text) : new Unknown('the default package')
    }, inner.force(pkgs))
  })
  const text = delay((inner) => {
    const parts = inner.force(path)
    const names = isList(parts) ? parts.map((part) => inner.force(part)) : []
    return literalExpression(`pkgs.${names.map(showPart).join('.')}`)
  })
  const description = delay((inner) => {
    const value = inner.force(name)
    const label = isList(value) ? value.map((part) => showPart(inner.force(part))).join('.') : value
    return typeof label === 'string' ? `The ${label} package to use.` : new Unknown('a description')
  })
  const noDefault =
    args.attrs.has('default') && machine.force(args.attrs.get('default')?.slot ?? null) === null
  const nullable =
    args.attrs.has('nullable') && machine.force(args.attrs.get('nullable')?.slot ?? null) === true
  const type = delay((inner) => {
    const own = inner.select(types, 'package')
    return nullable ? inner.apply(inner.select(types, 'nullOr'), own) : own
  })
  const defaults: [string, Slot][] = noDefault
    ? nullable
      ? [['default', null]]
      : []
    : [
        ['default', fallback],
        ['defaultText', text],
      ]
  return property('option', [...defaults, ['type', type], ['description', description]])
}

function showPart(part: Value): string {
  return typeof part === 'string' ? part : '…'
}

function literalExpression(text: Slot): AttrSet {
  return property('literalExpression', [['text', text]])
}

/** `lib.options` and the properties of `lib.modules`. */
export const optionFunctions: readonly Native[] = [
  strict(
    'mkOption',
    ['set'],
    (_machine, args) =>
      new AttrSet(new Map([...args.attrs, ...attrSet([['_type', 'option']]).attrs]), args.rest),
  ),
  native('mkEnableOption', 1, (machine, [name = null]) => mkEnableOption(machine, name)),
  native('mkPackageOption', 3, (machine, [pkgs = null, name = null, args = null]) => {
    const given = machine.force(args)
    return mkPackageOption(machine, pkgs, name, given instanceof AttrSet ? given : new AttrSet(new Map()))
  }),
  native('mkIf', 2, (_machine, [condition = null, content = null]) =>
    property('if', [
      ['condition', condition],
      ['content', content],
    ]),
  ),
  native('mkMerge', 1, (_machine, [contents = null]) => property('merge', [['contents', contents]])),
  native('mkAssert', 3, (machine, [, , content = null]) => machine.force(content)),
  native('mkOverride', 2, (_machine, [priority = null, content = null]) => makeOverride(priority, content)),
  override('mkDefault', priorities.default),
  override('mkOptionDefault', priorities.optionDefault),
  override('mkForce', priorities.force),
  override('mkVMOverride', priorities.vmOverride),
  override('mkImageMediaOverride', priorities.image),
  native('mkOrder', 2, (_machine, [priority = null, content = null]) =>
    property('order', [
      ['priority', priority],
      ['content', content],
    ]),
  ),
  order('mkBefore', 500),
  order('mkAfter', 1500),
  native('mkAliasOptionModule', 2, () => new AttrSet(new Map())),
  native('mkRenamedOptionModule', 2, () => new AttrSet(new Map())),
  native('mkRenamedOptionModuleWith', 1, () => new AttrSet(new Map())),
  native('mkRemovedOptionModule', 2, () => new AttrSet(new Map())),
  native('mkMergedOptionModule', 3, () => new AttrSet(new Map())),
  native('mkChangedOptionModule', 3, () => new AttrSet(new Map())),
  native('doRename', 1, () => new AttrSet(new Map())),
  native('literalExpression', 1, (_machine, [text = null]) => literalExpression(text)),
  native('literalExample', 1, (_machine, [text = null]) => literalExpression(text)),
  native('literalMD', 1, (_machine, [text = null]) => property('literalMD', [['text', text]])),
  native('literalDocBook', 1, (_machine, [text = null]) => property('literalDocBook', [['text', text]])),
  native('mdDoc', 1, (machine, [text = null]) => machine.force(text)),
  native('showOption', 1, (machine, [slot = null]) => {
    const parts = machine.force(slot)
    if (!isList(parts)) return new Unknown('the path of an option')
    const names = parts.map((part) => machine.force(part))
    return names.every((name) => typeof name === 'string')
      ? names.join('.')
      : new Unknown('the path of an option')
  }),
  native('isOption', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    return value instanceof Unknown ? new Unknown(value.reason) : isOption(value, machine)
  }),
  native('isType', 2, (machine, [wanted = null, slot = null]) => {
    const value = machine.force(slot)
    return value instanceof Unknown
      ? new Unknown(value.reason)
      : typeTag(value, machine) === machine.force(wanted)
  }),
  native('setType', 2, (machine, [tag = null, slot = null]) => {
    const value = machine.force(slot)
    return value instanceof AttrSet
      ? new AttrSet(new Map([...value.attrs, ...attrSet([['_type', tag]]).attrs]), value.rest)
      : new Unknown('a typed set')
  }),
  native('evalModules', 1, () => new Unknown('evalModules inside the repository')),
]

/** `_type` of a set, or null. */
export function typeTag(value: Value, machine: Machine): Value {
  const tag = value instanceof AttrSet ? value.attrs.get('_type') : undefined
  return tag === undefined ? null : machine.force(tag.slot)
}

/** Whether a value is what `mkOption` makes. */
export function isOption(value: Value, machine: Machine): value is AttrSet {
  return value instanceof AttrSet && typeTag(value, machine) === 'option'
}
