import type { Machine, Slot } from '../../nix/eval/value.ts'
import { evaluateModule, type Setting } from '../machine/evaluate-module.ts'
import type { Stage } from '../machine/stage.ts'
import { listAssertions, readAssertion, type Assertion } from './read-assertions.ts'

/** How many options are changed at once, and how many configurations are tried, for one assertion. */
const depthLimit = 3
const triesLimit = 400

/** A module whose assertions are looked at. */
export type AssertedModule = {
  readonly path: string
  /** Its options that may be set to something else, with the values that are tried of each, best first. */
  readonly options: readonly { readonly path: readonly string[]; readonly values: () => readonly Slot[] }[]
  readonly topicOf: (message: string) => string | null
  readonly stage: Stage
}

/** An assertion, and a configuration in which it holds, or is not known to fail. */
export type Unrefused = { readonly assertion: Assertion; readonly settings: readonly Setting[] }

/** How the search came out: settings that make it fail, or why it is not known whether there are any. */
export type Search =
  | { readonly kind: 'refused'; readonly changed: readonly Setting[]; readonly message: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'not-found' }

type State = { readonly settings: readonly Setting[]; readonly changed: readonly Setting[] }

/**
 * Looks for a configuration that makes an assertion fail: of the options that it reads, as they stand, one more at a time is
 * set to values that assertions tend to refuse.
 */
export function searchRefusal({ assertion, settings }: Unrefused, module: AssertedModule): Search {
  const open: State[] = [{ settings, changed: [] }]
  let { unknown } = assertion
  let tries = 0
  for (let state = open.shift(); state !== undefined; state = open.shift()) {
    for (const option of optionsRead(assertion.id, state, module)) {
      for (const value of option.values()) {
        if (++tries > triesLimit)
          return unknown === null ? { kind: 'not-found' } : { kind: 'unknown', reason: unknown }
        const next = change(state, { path: option.path, value })
        const found = lookAt(assertion.id, next, module)
        if (found?.holds === false) return { kind: 'refused', changed: next.changed, message: found.message }
        unknown ??= found?.unknown ?? null
        if (next.changed.length < depthLimit) open.push(next)
      }
    }
  }
  return unknown === null ? { kind: 'not-found' } : { kind: 'unknown', reason: unknown }
}

function change({ settings, changed }: State, setting: Setting): State {
  const name = setting.path.join('.')
  const kept = settings.filter(({ path }) => path.join('.') !== name)
  return { settings: [...kept, setting], changed: [...changed, setting] }
}

/** The options that an assertion reads in a configuration, and that were not changed yet. */
function optionsRead(
  id: string,
  { settings, changed }: State,
  module: AssertedModule,
): AssertedModule['options'] {
  const { path, stage, topicOf } = module
  const reads = new Set<string>()
  stage.world.evaluator.attempt((machine) => {
    const list = listAssertions(evaluateModule(path, settings, stage, machine), machine)
    const index = list.findIndex((slot) => identify(slot, topicOf, machine)?.id === id)
    // Once more, so that nothing is read before: a value is computed only once.
    const again = evaluateModule(path, settings, stage, machine, (option) => reads.add(option))
    const slot = listAssertions(again, machine)[index]
    if (slot !== undefined) identify(slot, topicOf, machine)
  })
  const done = new Set(changed.map((setting) => setting.path.join('.')))
  return module.options.filter((option) => {
    const name = option.path.join('.')
    return !done.has(name) && isRead(name, reads)
  })
}

/** An option inside a submodule is read with the option that has the submodule's type. */
function isRead(name: string, reads: ReadonlySet<string>): boolean {
  return reads.has(name) || [...reads].some((read) => name.startsWith(`${read}.`))
}

function lookAt(id: string, { settings }: State, { path, stage, topicOf }: AssertedModule): Assertion | null {
  const result = stage.world.evaluator.attempt((machine) => {
    const list = listAssertions(evaluateModule(path, settings, stage, machine), machine)
    return list.map((slot) => identify(slot, topicOf, machine)).find((read) => read?.id === id) ?? null
  })
  return result.ok ? result.value : null
}

function identify(slot: Slot, topicOf: AssertedModule['topicOf'], machine: Machine): Assertion | null {
  const read = readAssertion(slot, topicOf, machine)
  return typeof read === 'string' ? null : read
}
