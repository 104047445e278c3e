import { strict } from '../../eval/builtins/strict.ts'
import { booleanOf } from '../../eval/operators.ts'
import { updateAttrs } from '../../eval/update-attrs.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  AttrSet,
  Native,
  Unknown,
  attrSet,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, hasName } from '../../eval/partial.ts'

/** `lib.isDerivation`: by its `type`. */
export function isDerivationValue(machine: Machine, value: Value): boolean | Unknown {
  const has = hasName(value, 'type')
  if (has !== true) return has
  const type = machine.select(value, 'type')
  return type instanceof Unknown ? because(type) : type === 'derivation'
}

/** `pkg.output`, or `pkg.out`, or the package, unless an output was chosen before. */
export function getOutput(machine: Machine, output: string, slot: Slot): Value {
  const pkg = machine.force(slot)
  const specified = isOutputSpecified(machine, pkg)
  // What an output of something unknown is called still says where it comes from.
  if (specified instanceof Unknown)
    return new Unknown(specified.reason, pkg instanceof Unknown ? pkg.path : null)
  if (specified) return pkg
  for (const name of [output, 'out']) {
    const has = hasName(pkg, name)
    if (has instanceof Unknown) return new Unknown(`the output '${output}' of a package`)
    if (has) return machine.select(pkg, name)
  }
  return pkg
}

function isOutputSpecified(machine: Machine, pkg: Value): boolean | Unknown {
  const has = hasName(pkg, 'outputSpecified')
  if (has !== true) return pkg instanceof AttrSet && pkg.derivation !== null ? false : has
  const specified = machine.select(pkg, 'outputSpecified')
  if (typeof specified === 'boolean' || specified instanceof Unknown) return specified
  return machine.fail('type-error', `outputSpecified is a ${typeName(specified)}`)
}

function getFirstOutput(machine: Machine, candidates: readonly string[], slot: Slot): Value {
  const pkg = machine.force(slot)
  const specified = isOutputSpecified(machine, pkg)
  if (specified instanceof Unknown)
    return new Unknown(specified.reason, pkg instanceof Unknown ? pkg.path : null)
  if (specified) return pkg
  for (const name of candidates) {
    const has = hasName(pkg, name)
    if (has instanceof Unknown) return new Unknown(`the output '${name}' of a package`)
    if (has) return machine.select(pkg, name)
  }
  return pkg
}

function outputGetter(name: string, output: string): Native {
  return native(name, 1, (machine, [pkg = null]) => getOutput(machine, output, pkg))
}

function marking(name: string, recurse: boolean): Native {
  return native(name, 1, (machine, [set = null]) =>
    updateAttrs(machine.force(set), attrSet([['recurseForDerivations', recurse]]), machine, null),
  )
}

/** Derivations and their outputs. */
export const derivationFunctions: readonly Native[] = [
  native('isDerivation', 1, (machine, [value = null]) => isDerivationValue(machine, machine.force(value))),
  native('toDerivation', 1, () => new Unknown('a derivation made of a store path')),
  strict('getOutput', ['string', 'lazy'], getOutput),
  strict('getFirstOutput', ['list', 'lazy'], (machine, list, pkg) => {
    const names = list.map((slot) => machine.force(slot))
    return names.every((name) => typeof name === 'string')
      ? getFirstOutput(machine, names, pkg)
      : new Unknown('the outputs to choose from')
  }),
  outputGetter('getBin', 'bin'),
  outputGetter('getLib', 'lib'),
  outputGetter('getDev', 'dev'),
  outputGetter('getMan', 'man'),
  native('getStatic', 1, (machine, [pkg = null]) => getFirstOutput(machine, ['static', 'lib', 'out'], pkg)),
  native('getInclude', 1, (machine, [pkg = null]) => getFirstOutput(machine, ['include', 'dev', 'out'], pkg)),
  native('chooseDevOutputs', 1, (machine, [slot = null]) => {
    const list = machine.force(slot)
    if (!isList(list)) return new Unknown('a list of packages')
    return list.map((pkg) => getOutput(machine, 'dev', pkg))
  }),
  marking('recurseIntoAttrs', true),
  marking('dontRecurseIntoAttrs', false),
  native('optionalAttrs', 2, (machine, [condition = null, set = null]) => {
    const answer = booleanOf(machine.force(condition), machine, null)
    if (answer instanceof Unknown) return new Unknown(answer.reason, null, [set, new AttrSet(new Map())])
    return answer ? set : new AttrSet(new Map())
  }),
]
