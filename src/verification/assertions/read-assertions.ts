import { AttrSet, Unknown, isList, type Machine, type Slot, type Value } from '../../nix/eval/value.ts'
import type { EvaluatedModules } from '../../nix/lib/evaluate-modules.ts'
import { readConfiguration } from '../machine/evaluate-module.ts'

/** An assertion of one configuration. */
export type Assertion = {
  /** What it has in every configuration: where it is written, and the first option that its message names. */
  readonly id: string
  readonly message: string
  /** Null where it is not known. */
  readonly holds: boolean | null
  /** Why it is not known; null where it is. */
  readonly unknown: string | null
}

/** The option that a message is about; null where it names none. */
export type TopicOf = (message: string) => string | null

export type ReadAssertions = {
  readonly assertions: readonly Assertion[]
  /** Why there may be more, or what one says is not known; null where all are known. */
  readonly unknown: string | null
}

/** The assertions of a configuration. */
export function readAssertions(
  evaluated: EvaluatedModules,
  topicOf: TopicOf,
  machine: Machine,
): ReadAssertions {
  const list = readConfiguration(evaluated, ['assertions'], machine)
  if (list instanceof Unknown) return { assertions: [], unknown: `the assertions: ${list.reason}` }
  const read = listAssertions(evaluated, machine).map((slot) => readAssertion(slot, topicOf, machine))
  return {
    assertions: read.filter((one) => typeof one !== 'string'),
    unknown: read.find((one) => typeof one === 'string') ?? null,
  }
}

/** The list as it stands: what its items need is not evaluated. */
export function listAssertions(evaluated: EvaluatedModules, machine: Machine): readonly Slot[] {
  const value = readConfiguration(evaluated, ['assertions'], machine)
  return isList(value) ? value : []
}

/** @returns a text where its message is not known: why */
export function readAssertion(slot: Slot, topicOf: TopicOf, machine: Machine): Assertion | string {
  const value = machine.force(slot)
  const condition = valueOf(value, 'assertion', machine)
  // NixOS looks at the message of one that does not hold only.
  const message = machine.guard<Value>(
    () => valueOf(value, 'message', machine),
    ({ message: why }) => new Unknown(why),
  )
  if (message instanceof Unknown) return `the message of an assertion: ${message.reason}`
  if (typeof message !== 'string') return 'the message of an assertion is no text'
  return {
    id: idOf(value, topicOf(message) ?? message),
    message,
    holds: typeof condition === 'boolean' ? condition : null,
    unknown: condition instanceof Unknown ? condition.reason : null,
  }
}

function valueOf(value: Value, name: string, machine: Machine): Value {
  if (!(value instanceof AttrSet)) return value
  const attr = value.attrs.get(name)
  return attr === undefined ? value.rest : machine.force(attr.slot)
}

function idOf(value: Value, topic: string): string {
  const position = value instanceof AttrSet ? value.attrs.get('message')?.position : null
  return `${position === null || position === undefined ? '' : `${position.path}:${position.offset}`} ${topic}`
}
