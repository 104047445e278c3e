import { Native, Unknown, attrSet, delay, isList, native, type Machine, type Slot } from '../../eval/value.ts'
import { because, hasName } from '../../eval/partial.ts'
import { orders, priorities } from './definition.ts'
import { property } from './property.ts'

function makeIf(condition: Slot, content: Slot): Slot {
  return property('if', [
    ['condition', condition],
    ['content', content],
  ])
}

function makeMerge(contents: Slot): Slot {
  return property('merge', [['contents', contents]])
}

function makeOverride(priority: Slot, content: Slot): Slot {
  return property('override', [
    ['priority', priority],
    ['content', content],
  ])
}

function makeOrder(priority: Slot, content: Slot): Slot {
  return property('order', [
    ['priority', priority],
    ['content', content],
  ])
}

function override(name: string, priority: number): Native {
  return native(name, 1, (_machine, [content = null]) => makeOverride(BigInt(priority), content))
}

function order(name: string, priority: number): Native {
  return native(name, 1, (_machine, [content = null]) => makeOrder(BigInt(priority), content))
}

function fromOption(option: Slot, name: string): Slot {
  return delay((machine) => machine.select(machine.force(option), name))
}

/** The priority that the definitions of an option have. */
function priorityOf(machine: Machine, option: Slot): Slot {
  const set = machine.force(option)
  const has = hasName(set, 'highestPrio')
  if (has instanceof Unknown) return because(has)
  return has ? machine.select(set, 'highestPrio') : BigInt(priorities.normal)
}

/** The definitions of one option as definitions of another, as strong as they are. */
export function aliasDefinitions(
  wrap: (definitions: Slot) => Slot,
  option: Slot,
  withPriority: boolean,
): Slot {
  const definitions = delay((machine) => {
    const list = machine.force(fromOption(option, 'definitions'))
    if (!isList(list) || !withPriority) return list
    const priority = priorityOf(machine, option)
    return list.map((definition) => makeOverride(priority, definition))
  })
  return makeIf(fromOption(option, 'isDefined'), wrap(makeMerge(definitions)))
}

/** What definitions are wrapped in. */
export const propertyFunctions: readonly Native[] = [
  native('mkIf', 2, (_machine, [condition = null, content = null]) => makeIf(condition, content)),
  native('mkAssert', 3, (_machine, [assertion = null, message = null, content = null]) => {
    const holds = delay((machine) => {
      const answer = machine.force(assertion)
      if (answer !== false) return answer
      const text = machine.force(message)
      return machine.fail('throw', `Failed assertion: ${typeof text === 'string' ? text : '…'}`)
    })
    return makeIf(holds, content)
  }),
  native('mkMerge', 1, (_machine, [contents = null]) => makeMerge(contents)),
  native('mkOverride', 2, (_machine, [priority = null, content = null]) => makeOverride(priority, content)),
  override('mkDefault', priorities.default),
  override('mkOptionDefault', priorities.optionDefault),
  override('mkForce', priorities.force),
  override('mkVMOverride', priorities.vmOverride),
  override('mkImageMediaOverride', priorities.imageMedia),
  native('mkFixStrictness', 1, (_machine, [value = null]) => value),
  native('mkOrder', 2, (_machine, [priority = null, content = null]) => makeOrder(priority, content)),
  order('mkBefore', orders.before),
  order('mkAfter', orders.after),
  native('mkDefinition', 1, (machine, [slot = null]) => {
    const set = machine.force(slot)
    return attrSet([
      ['_type', 'definition'],
      ['file', delay((inner) => inner.select(set, 'file'))],
      ['value', delay((inner) => inner.select(set, 'value'))],
    ])
  }),
  native('mkAliasDefinitions', 1, (_machine, [option = null]) =>
    aliasDefinitions((definitions) => definitions, option, false),
  ),
  native('mkAliasAndWrapDefinitions', 2, (_machine, [wrap = null, option = null]) =>
    aliasDefinitions(
      (definitions) => delay((machine) => machine.apply(machine.force(wrap), definitions)),
      option,
      false,
    ),
  ),
  native('mkAliasAndWrapDefsWithPriority', 2, (_machine, [wrap = null, option = null]) =>
    aliasDefinitions(
      (definitions) => delay((machine) => machine.apply(machine.force(wrap), definitions)),
      option,
      true,
    ),
  ),
  native('mkAliasIfDef', 2, (_machine, [option = null, content = null]) =>
    makeIf(fromOption(option, 'isDefined'), content),
  ),
  native('mkDerivedConfig', 2, (_machine, [option = null, fn = null]) =>
    makeOverride(
      delay((machine) => priorityOf(machine, option)),
      delay((machine) => machine.apply(machine.force(fn), fromOption(option, 'value'))),
    ),
  ),
]
