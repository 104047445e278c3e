import { settleCandidates } from './select-unknown.ts'
import { typeName } from './type-name.ts'
import { Attr, AttrSet, Unknown, type Machine, type Position, type Slot, type Value } from './value.ts'

/**
 * `left // right`, keeping what is known when a side is not: attributes of a known right side stand whatever the
 * left is; over an unknown right side every attribute of the left may be overridden.
 */
export function updateAttrs(left: Value, right: Value, machine: Machine, position: Position | null): Value {
  const one = settle(left, machine, position)
  const other = settle(right, machine, position)
  if (one instanceof AttrSet && other instanceof AttrSet) return updateSets(one, other, machine)
  if (other instanceof AttrSet && one instanceof Unknown) {
    const known = candidateSets(one, machine)
    if (known !== null) return overChoice(known, other, one, machine)
    return new AttrSet(other.attrs, new Unknown(one.reason, one.path), other.derivation, other.maybe)
  }
  if (one instanceof AttrSet && other instanceof Unknown) {
    const known = candidateSets(other, machine)
    if (known !== null) return withChoice(one, known, other, machine)
    return new AttrSet(
      overridable(one.attrs, other),
      new Unknown(other.reason, other.path),
      one.derivation,
      one.maybe,
    )
  }
  return new Unknown(one instanceof Unknown ? one.reason : '')
}

function settle(value: Value, machine: Machine, position: Position | null): AttrSet | Unknown {
  if (value instanceof AttrSet || value instanceof Unknown) return value
  return machine.fail('type-error', `expected a set, this is a ${typeName(value)}`, position)
}

function updateSets(left: AttrSet, right: AttrSet, machine: Machine): AttrSet {
  machine.spend(left.attrs.size + right.attrs.size)
  const attrs = new Map(right.rest === null ? left.attrs : overridable(left.attrs, right.rest, right.attrs))
  for (const [name, attr] of right.maybe ?? []) {
    const standing = attrs.get(name)
    if (standing !== undefined) attrs.set(name, eitherAttr(standing.slot, attr, 'it may be overridden'))
  }
  for (const [name, attr] of right.attrs) attrs.set(name, attr)
  const maybe = new Map([...(left.maybe ?? []), ...(right.maybe ?? [])])
  for (const name of attrs.keys()) maybe.delete(name)
  return new AttrSet(
    attrs,
    // Which of two open sides an attribute comes from is not known; both give it under the same name.
    left.rest ?? right.rest,
    right.derivation ?? left.derivation,
    maybe.size > 0 ? maybe : null,
  )
}

/** The sets that an unknown may be, where all candidates that do not fail are known sets; else null. */
function candidateSets(value: Unknown, machine: Machine): readonly AttrSet[] | null {
  if (value.candidates === null) return null
  const values = settleCandidates(value.candidates, machine)
  return values.length > 0 && values.every((candidate) => candidate instanceof AttrSet) ? values : null
}

/** One of several known sets is laid over a known one. */
function withChoice(left: AttrSet, choices: readonly AttrSet[], why: Unknown, machine: Machine): AttrSet {
  machine.spend(left.attrs.size)
  const outcomes = choices.map((choice) => updateSets(left, choice, machine))
  return mergeOutcomes(outcomes, why)
}

function overChoice(choices: readonly AttrSet[], right: AttrSet, why: Unknown, machine: Machine): AttrSet {
  return mergeOutcomes(
    choices.map((choice) => updateSets(choice, right, machine)),
    why,
  )
}

/** What is known of a set that is one of these: an attribute is known where all agree on its slot. */
export function mergeOutcomes(outcomes: readonly AttrSet[], why: Unknown): AttrSet {
  const names = new Set(
    outcomes.flatMap((outcome) => [...outcome.attrs.keys(), ...(outcome.maybe?.keys() ?? [])]),
  )
  const attrs = new Map<string, Attr>()
  const maybe = new Map<string, Attr>()
  for (const name of names) {
    const found = outcomes.map((outcome) => outcome.attrs.get(name))
    const present = found.filter((attr) => attr !== undefined)
    const first =
      present[0] ?? outcomes.map((outcome) => outcome.maybe?.get(name)).find((attr) => attr !== undefined)
    if (first === undefined) continue
    if (present.length < outcomes.length) maybe.set(name, first)
    else if (present.every((attr) => attr.slot === first.slot)) attrs.set(name, first)
    else
      attrs.set(
        name,
        new Attr(
          new Unknown(
            why.reason,
            null,
            present.map((attr) => attr.slot),
          ),
          first.position,
        ),
      )
  }
  const rest =
    outcomes.find((outcome) => outcome.rest !== null)?.rest ??
    (maybe.size > 0 ? new Unknown(why.reason) : null)
  const derivation = outcomes.find((outcome) => outcome.derivation !== null)?.derivation ?? null
  return new AttrSet(attrs, rest, derivation, maybe.size > 0 ? maybe : null)
}

function overridable(
  attrs: ReadonlyMap<string, Attr>,
  why: Unknown,
  except: ReadonlyMap<string, Attr> | null = null,
): Map<string, Attr> {
  const result = new Map<string, Attr>()
  for (const [name, attr] of attrs) {
    result.set(name, except?.has(name) === true ? attr : eitherAttr(attr.slot, attr, why.reason))
  }
  return result
}

function eitherAttr(standing: Slot, attr: Attr, reason: string): Attr {
  const other = attr.slot === standing ? new Unknown(reason) : attr.slot
  return new Attr(new Unknown(reason, null, [standing, other]), attr.position)
}
