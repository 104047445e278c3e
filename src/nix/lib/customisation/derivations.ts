import { strict } from '../../eval/builtins/strict.ts'
import { isFunction, functionArgs } from '../../eval/functions.ts'
import { because, hasName } from '../../eval/partial.ts'
import { updateAttrs } from '../../eval/update-attrs.ts'
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
  type Value,
} from '../../eval/value.ts'
import { layOver } from '../fixed-points.ts'
import { slotOr } from '../slot-or.ts'

/** A derivation with more attributes, which `outPath` and `drvPath` are the last of. */
function extendDerivation(machine: Machine, passthru: Slot, slot: Slot): Value {
  const derivation = machine.force(slot)
  const store = new Unknown('the store path of a derivation')
  const paths = attrSet([
    ['drvPath', store],
    ['outPath', store],
  ])
  return updateAttrs(updateAttrs(derivation, machine.force(passthru), machine, null), paths, machine, null)
}

/** What Hydra keeps of a derivation. */
function hydraJob(machine: Machine, slot: Slot): Value {
  const derivation = machine.force(slot)
  if (!(derivation instanceof AttrSet)) return derivation === null ? null : new Unknown('a job of Hydra')
  const kept = ['name', 'system', 'meta', 'outputs', 'type', 'outPath', 'drvPath', 'out', 'outputName']
  const attrs = [...derivation.attrs].filter(([name]) => kept.includes(name))
  return new AttrSet(new Map(attrs), new Unknown('what Hydra keeps of a derivation'), derivation.derivation)
}

/** `lazyDerivation`: a derivation of which only what is needed is looked at. */
function lazyDerivation(machine: Machine, args: AttrSet): Value {
  const inner = slotOr(
    args,
    'derivation',
    delay((deeper) => deeper.select(args, 'derivation')),
  )
  const from = (name: string): [string, Slot] => [
    name,
    delay((deeper) => deeper.select(deeper.force(inner), name)),
  ]
  const outputs = args.attrs.has('outputs') ? machine.select(args, 'outputs') : ['out']
  if (!isList(outputs)) return new Unknown('the outputs of a derivation')
  const names = outputs.map((slot) => machine.force(slot)).filter((name) => typeof name === 'string')
  const own = attrSet([
    ['type', 'derivation'],
    ...['outPath', 'outputName', 'drvPath', 'name', 'system'].map(from),
    ['outputs', outputs],
    ['meta', slotOr(args, 'meta', from('meta')[1])],
    ...names.map(from),
  ])
  const info = { builder: 'lazyDerivation', position: null, callers: [], args }
  const made = new AttrSet(own.attrs, null, info)
  return args.attrs.has('passthru')
    ? updateAttrs(made, machine.select(args, 'passthru'), machine, null)
    : made
}

/** A function that builds like `constructDrv`, with arguments made of those it is given. */
function extendMkDerivation(args: AttrSet): Value {
  const given = (name: string): Slot => delay((machine) => machine.select(args, name))
  const names = (name: string): Slot => slotOr(args, name, [])
  const transform =
    args.attrs.get('transformDrv')?.slot ?? native('id', 1, (_machine, [value = null]) => value)
  const build = native('build', 1, (_machine, [fpargs = null]) => {
    const attributes = native('attributes', 1, (machine, [final = null]) => {
      const written = machine.force(fpargs)
      const callable = isFunction(machine, written)
      if (callable instanceof Unknown) return because(callable)
      const previous = callable ? machine.apply(written, final) : written
      return layOver(
        delay((inner) => without(inner, previous, names('excludeDrvArgNames'))),
        delayCall(given('extendDrvArgs'), final, previous),
      )
    })
    return delayCall(transform, delayCall(given('constructDrv'), attributes))
  })
  return attrSet([
    ['__functor', native('__functor', 1, () => build)],
    ['__functionArgs', delay((machine) => extendedArguments(machine, args, given, names))],
    ['constructDrv', given('constructDrv')],
    ['excludeDrvArgNames', names('excludeDrvArgNames')],
    ['extendDrvArgs', given('extendDrvArgs')],
    ['transformDrv', transform],
  ])
}

function extendedArguments(
  machine: Machine,
  args: AttrSet,
  given: (name: string) => Slot,
  names: (name: string) => Slot,
): Value {
  const inherits = args.attrs.has('inheritFunctionArgs') ? machine.select(args, 'inheritFunctionArgs') : true
  if (typeof inherits !== 'boolean') return new Unknown('the arguments of a builder')
  const own = functionArgs(machine, delayCall(given('extendDrvArgs'), new AttrSet(new Map())))
  const base = inherits
    ? without(
        machine,
        machine.force(functionArgs(machine, given('constructDrv'))),
        names('excludeDrvArgNames'),
      )
    : new AttrSet(new Map())
  const all = updateAttrs(base, machine.force(own), machine, null)
  return without(machine, all, names('excludeFunctionArgNames'))
}

/** `removeAttrs`. */
function without(machine: Machine, value: Value, slot: Slot): Value {
  const list = machine.force(slot)
  if (!(value instanceof AttrSet) || !isList(list)) return new Unknown('the attributes of a derivation')
  const names = new Set(list.map((name) => machine.force(name)))
  const keep = (attrs: ReadonlyMap<string, Attr>): Map<string, Attr> =>
    new Map([...attrs].filter(([name]) => !names.has(name)))
  return new AttrSet(keep(value.attrs), value.rest, null, value.maybe === null ? null : keep(value.maybe))
}

/** Derivations made of others. */
export const derivedFunctions: readonly Native[] = [
  native('overrideDerivation', 2, (machine, [slot = null, change = null]) => {
    const derivation = machine.force(slot)
    const has = hasName(derivation, 'overrideAttrs')
    if (has === false) return new Unknown('a derivation that is changed')
    return delayCall(machine.select(derivation, 'overrideAttrs'), change)
  }),
  native('extendDerivation', 3, (machine, [, passthru = null, derivation = null]) =>
    extendDerivation(machine, passthru, derivation),
  ),
  native('hydraJob', 1, (machine, [derivation = null]) => hydraJob(machine, derivation)),
  strict('lazyDerivation', ['set'], lazyDerivation),
  strict('extendMkDerivation', ['set'], (_machine, args) => extendMkDerivation(args)),
  native('optionalDrvAttr', 2, (machine, [condition = null, value = null]) => {
    const answer = machine.force(condition)
    if (answer instanceof Unknown) return new Unknown(answer.reason, null, [value, null])
    return answer === true ? value : null
  }),
  native('warnOnInstantiate', 2, (_machine, [, derivation = null]) => derivation),
]
