import type { Module } from '../../model/inventory.ts'
import { printValue } from '../../nix/eval/print.ts'
import type { Setting } from '../machine/evaluate-module.ts'
import type { Stage } from '../machine/stage.ts'
import { namedOptions } from './named-options.ts'
import type { Assertion, ReadAssertions, TopicOf } from './read-assertions.ts'
import { searchRefusal, type AssertedModule } from './search-refusal.ts'

/** The assertions of a configuration that was tried, and what it sets. */
export type TriedAssertions = ReadAssertions & {
  readonly settings: readonly Setting[]
  /** What differs from the plain enabled module. */
  readonly changed: readonly Setting[]
}

/** One assertion of a module. */
export type JudgedAssertion = {
  readonly message: string
  /** Settings that it refuses, beside what enables the module; null where none were found. */
  readonly refuses: readonly { readonly option: string; readonly value: string }[] | null
}

export type JudgedAssertions = {
  readonly assertions: readonly JudgedAssertion[]
  readonly faults: readonly string[]
  readonly unknown: readonly string[]
}

/** How much of a value is shown. */
const shown = 80

/** The option of a module that a message is about. */
export function topicIn({ options, services }: Module): TopicOf {
  const names = options.map(({ path }) => path)
  const sets = services.map(({ option }) => option)
  return (message) => namedOptions(message, names, sets).own[0] ?? null
}

/**
 * Judges the assertions of a module: that its message names an option that is there, and that some configuration makes it
 * fail.
 * @param tried configurations that were evaluated anyhow
 */
export function judgeAssertions(
  tried: readonly TriedAssertions[],
  module: Module,
  asserted: AssertedModule,
): JudgedAssertions {
  const seen = new Map<string, { readonly assertion: Assertion; readonly in: TriedAssertions }>()
  for (const one of tried)
    for (const assertion of one.assertions) {
      const known = seen.get(assertion.id)
      if (known === undefined || (known.assertion.holds !== false && assertion.holds === false))
        seen.set(assertion.id, { assertion, in: one })
    }
  const assertions: JudgedAssertion[] = []
  const unknown = new Set<string>(tried.flatMap((one) => one.unknown ?? []))
  for (const { assertion, in: where } of seen.values()) {
    const { message } = assertion
    const search =
      assertion.holds === false
        ? ({ kind: 'refused', changed: where.changed, message } as const)
        : searchRefusal({ assertion, settings: where.settings }, asserted)
    const refuses = search.kind === 'refused' ? printSettings([...search.changed], asserted.stage) : null
    assertions.push({ message: search.kind === 'refused' ? search.message : message, refuses })
    if (search.kind === 'not-found')
      unknown.add(
        `not reached: no configuration was found that this assertion refuses: ${shortened(message)}`,
      )
    if (search.kind === 'unknown')
      unknown.add(`whether this assertion can fail: ${search.reason}: ${shortened(message)}`)
  }
  return {
    assertions,
    faults: [...new Set(assertions.flatMap(({ message }) => judgeMessage(message, module)))],
    unknown: [...unknown],
  }
}

/** By its message the reader of an assertion should find what to change. */
function judgeMessage(message: string, { options, services }: Module): readonly string[] {
  const { own, foreign, missing } = namedOptions(
    message,
    options.map(({ path }) => path),
    services.map(({ option }) => option),
  )
  const [first] = missing
  if (first !== undefined)
    return [`the message of an assertion names ${first}, which is no option: ${shortened(message)}`]
  return own.length + foreign.length > 0
    ? []
    : [`the message of an assertion names no option: ${shortened(message)}`]
}

function printSettings(
  settings: readonly Setting[],
  { world }: Stage,
): NonNullable<JudgedAssertion['refuses']> {
  return settings.map(({ path, value }) => {
    const printed = world.evaluator.attempt((machine) => printValue(machine.force(value), machine))
    return {
      option: path.join('.'),
      value: printed.ok ? cut(printed.value.replace(/\s+/g, ' '), shown) : '…',
    }
  })
}

function shortened(message: string): string {
  return cut(message.trim().split('\n')[0] ?? '', 100)
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
