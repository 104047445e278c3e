import { Attr, AttrSet, Unknown, delay, isList, type Machine, type Value } from '../../../nix/eval/value.ts'
import { typeTag } from '../../../nix/lib/modules/property.ts'

/** Two definitions of one output are merged where both are sets, a level deep, as the module system would. */
export function mergeAttr(one: Attr | undefined, other: Attr): Attr {
  const merged = delay((machine): Value => {
    const value = settle(machine.force(other.slot), machine)
    return one === undefined ? value : mergeValues(machine.force(one.slot), value)
  })
  return new Attr(merged, (one ?? other).position)
}

function mergeValues(left: Value, right: Value): Value {
  if (!(left instanceof AttrSet) || !(right instanceof AttrSet)) return right
  const maybe = new Map([...(left.maybe ?? []), ...(right.maybe ?? [])])
  return new AttrSet(
    new Map([...left.attrs, ...right.attrs]),
    left.rest ?? right.rest,
    null,
    maybe.size > 0 ? maybe : null,
  )
}

/** What `mkMerge`, `mkIf` and `mkForce` around a set leave; under a condition that is not known, it is perhaps there. */
function settle(value: Value, machine: Machine): Value {
  const tag = value instanceof AttrSet ? typeTag(value, machine) : null
  if (tag === 'merge') {
    const contents = machine.select(value, 'contents')
    if (!isList(contents)) return new Unknown('what is merged')
    return contents
      .map((slot) => settle(machine.force(slot), machine))
      .reduce(mergeValues, new AttrSet(new Map()))
  }
  if (tag === 'if') return underCondition(value, machine)
  return tag === 'override' || tag === 'order' ? settle(machine.select(value, 'content'), machine) : value
}

function underCondition(value: Value, machine: Machine): Value {
  const condition = machine.select(value, 'condition')
  if (condition === false) return new AttrSet(new Map())
  const content = settle(machine.select(value, 'content'), machine)
  if (condition === true || !(content instanceof AttrSet)) return content
  return new AttrSet(new Map(), content.rest, null, new Map([...content.attrs, ...(content.maybe ?? [])]))
}
