import { AttrSet, EvalFault, Unknown, type Machine, type Value } from '../nix/eval/value.ts'
import type { DeclaredOption, EvaluatedModules } from '../nix/lib/evaluate-modules.ts'
import { readAssertions, type ReadAssertions, type TopicOf } from './assertions/read-assertions.ts'
import { evaluateModule, readConfiguration, type Setting } from './machine/evaluate-module.ts'
import type { Stage } from './machine/stage.ts'
import { opennessOf, renderUnits } from './units/render-units.ts'
import type { UnitFile } from './units/unit-file.ts'

/** A module with some settings, evaluated. */
export type Trial = {
  readonly units: readonly UnitFile[]
  /** Why there may be more units; null where there are not. */
  readonly unitsUnknown: string | null
  /** Users that are declared; null where they are not known in full. */
  readonly users: ReadonlySet<string> | null
}

/** How an evaluation came out, with the assertions that were read before it. */
export type Tried = { readonly asserted: ReadAssertions } & (
  | { readonly kind: 'ok'; readonly trial: Trial }
  | { readonly kind: 'fault'; readonly message: string }
  | { readonly kind: 'unknown'; readonly reason: string }
)

/** Faults that say nothing about the module: what it costs, and what the made-up machine lacks. */
const ourOwn = new Set(['budget'])

/** Evaluates a module with settings: its own options, its assertions and its units. */
export function tryModule(path: string, settings: readonly Setting[], topicOf: TopicOf, stage: Stage): Tried {
  let asserted: ReadAssertions = { assertions: [], unknown: null }
  const result = stage.world.evaluator.attempt((machine) => {
    const evaluated = evaluateModule(path, settings, stage, machine)
    // NixOS looks at assertions before anything else: what is refused need not evaluate.
    asserted = machine.guard<ReadAssertions>(
      () => readAssertions(evaluated, topicOf, machine),
      ({ message }) => ({ assertions: [], unknown: `the assertions: ${message}` }),
    )
    for (const { path: option } of evaluated.options.filter((one) => isSet(one, settings)))
      readConfiguration(evaluated, option, machine)
    return readTrial(evaluated, machine)
  })
  if (result.ok) return { kind: 'ok', trial: result.value, asserted }
  const { fault } = result
  const [first] = refusals(asserted)
  if (first !== undefined)
    return { kind: 'unknown', reason: `an assertion asks for more: ${first}`, asserted }
  if (ourOwn.has(fault.code)) return { kind: 'unknown', reason: fault.message, asserted }
  return { kind: 'fault', message: describeFault(fault, path, stage), asserted }
}

/** Messages of assertions that do not hold. */
export function refusals({ assertions }: ReadAssertions): readonly string[] {
  return assertions.flatMap(({ message, holds }) => (holds === false ? [message] : []))
}

function describeFault(fault: EvalFault, path: string, { world }: Stage): string {
  const place = world.locate(fault.position)
  const where = place === null || place.path === path ? '' : `${place.path}: `
  const line = place === null ? '' : ` (line ${place.line})`
  return `${where}${fault.message}${line}`
}

/** Whether an option has a value: one that is required and not set is no fault of its module. */
function isSet({ path, option }: DeclaredOption, settings: readonly Setting[]): boolean {
  const name = path.join('.')
  return option.attrs.has('default') || settings.some((setting) => setting.path.join('.') === name)
}

function readTrial(evaluated: EvaluatedModules, machine: Machine): Trial {
  const systemd = readConfiguration(evaluated, ['systemd'], machine)
  const services = readConfiguration(evaluated, ['systemd', 'services'], machine)
  const [unread] = evaluated.unknown
  return {
    units: renderUnits(systemd, machine),
    unitsUnknown: unread?.reason ?? opennessOf(systemd) ?? opennessOf(services),
    users: usersOf(readConfiguration(evaluated, ['users', 'users'], machine)),
  }
}

function usersOf(value: Value): ReadonlySet<string> | null {
  if (value === null) return new Set()
  if (value instanceof Unknown) return null
  return value instanceof AttrSet && opennessOf(value) === null
    ? new Set([...value.attrs.keys(), ...(value.maybe?.keys() ?? [])])
    : null
}
