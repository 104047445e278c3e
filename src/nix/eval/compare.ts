import { knownEnd } from './paths.ts'
import { typeName } from './type-name.ts'
import {
  AttrSet,
  EvalFault,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Position,
  type Slot,
  type Value,
} from './value.ts'

type Outcome = boolean | Unknown | EvalFault

/** A list or set that is being compared, part by part. */
type Comparison = {
  readonly pairs: readonly (readonly [Slot, Slot])[]
  /** The parts of a list are compared in order. In which order Nix compares those of a set depends on its memory. */
  readonly ordered: boolean
  next: number
  unequal: boolean
  unknown: Unknown | null
  fault: EvalFault | null
}

/**
 * Nix's `==`: deep, forcing what it must; unknown where a part is. Works without recursion, so the depth of the
 * data does not matter.
 * @param nested the values are parts of lists or sets
 */
export function equalValues(left: Value, right: Value, machine: Machine, nested = false): boolean | Unknown {
  const first = compareOne(left, right, nested, machine)
  if (typeof first === 'boolean' || first instanceof Unknown) return first
  const open: Comparison[] = [first]
  for (;;) {
    const current = open.at(-1)
    if (current === undefined) throw new Error('nothing is compared')
    const pair = decided(current) ? undefined : current.pairs[current.next++]
    if (pair !== undefined) {
      const outcome = comparePair(pair, machine)
      if (isComparison(outcome)) open.push(outcome)
      else note(current, outcome)
      continue
    }
    open.pop()
    const outcome = conclude(current)
    const around = open.at(-1)
    if (around !== undefined) note(around, outcome)
    else if (outcome instanceof EvalFault) throw outcome
    else return outcome
  }
}

function isComparison(outcome: Outcome | Comparison): outcome is Comparison {
  return typeof outcome === 'object' && 'pairs' in outcome
}

/** Forces a pair of parts. A fault of a set's part counts only if nothing else settles the matter. */
function comparePair([left, right]: readonly [Slot, Slot], machine: Machine): Outcome | Comparison {
  return machine.guard<Outcome | Comparison>(
    () => {
      const one = machine.force(left)
      return left === right ? compareToItself(one) : compareOne(one, machine.force(right), true, machine)
    },
    (fault) => {
      if (fault.code === 'budget') throw fault
      return fault
    },
  )
}

/** One part in two places: Nix sees that it is the same, and does not look into it. */
function compareToItself(value: Value): boolean | Unknown {
  if (value instanceof Unknown) return new Unknown(value.reason)
  const isPlain = !(value instanceof Lambda || value instanceof Native || Number.isNaN(value))
  // Whether it is one place in Nix's memory too matters only here.
  return isPlain ? true : new Unknown('whether two functions are the same')
}

function note(comparison: Comparison, outcome: Outcome): void {
  if (outcome === false) comparison.unequal = true
  else if (outcome instanceof Unknown) comparison.unknown ??= outcome
  else if (outcome instanceof EvalFault) {
    // Which fault comes first is not known; they differ in what catches them.
    const other = comparison.fault !== null && comparison.fault.code !== outcome.code
    if (other) comparison.unknown ??= new Unknown('how comparing two sets fails')
    comparison.fault ??= outcome
  }
}

function decided({ ordered, unequal, unknown, fault }: Comparison): boolean {
  return ordered && (unequal || unknown !== null || fault !== null)
}

function conclude({ ordered, unequal, unknown, fault }: Comparison): Outcome {
  if (fault !== null) {
    if (ordered || (!unequal && unknown === null)) return fault
    return new Unknown('whether two sets are equal, of which a part fails')
  }
  if (unequal) return false
  return unknown ?? true
}

/** Text of which only the end is known is a string, and an absolute path. */
function compareUnknown({ reason, file }: Unknown, other: Value): boolean | Unknown {
  if (file === null) return new Unknown(reason)
  if (other instanceof Unknown)
    return file.copy === 'none' && other.file?.copy === 'none'
      ? file.end === other.file.end
      : new Unknown(reason)
  const isPossible = typeof other === 'string' && other.startsWith('/') && other.endsWith(knownEnd(file))
  return isPossible ? new Unknown(reason) : false
}

/** Compares what can be compared at once; lists and sets of the same size become a comparison of their parts. */
function compareOne(
  left: Value,
  right: Value,
  nested: boolean,
  machine: Machine,
): boolean | Unknown | Comparison {
  machine.spend(1)
  if (left instanceof Unknown) return compareUnknown(left, right)
  if (right instanceof Unknown) return compareUnknown(right, left)
  if (isNumeric(left) && isNumeric(right)) {
    if (Number.isNaN(left) && Number.isNaN(right) && nested)
      return new Unknown('whether two floats are the same')
    return typeof left === typeof right ? left === right : Number(left) === Number(right)
  }
  if (left instanceof PathValue) {
    if (!(right instanceof PathValue)) return false
    if (left.inSnapshot !== right.inSnapshot) return new Unknown('where the repository lies on disk')
    return left.path === right.path
  }
  if (isList(left)) {
    if (!isList(right) || left.length !== right.length) return false
    return comparison(
      left.map((slot, index) => [slot, right[index] ?? null] as const),
      true,
    )
  }
  if (left instanceof AttrSet) return right instanceof AttrSet ? compareSets(left, right) : false
  if (left instanceof Lambda || left instanceof Native) {
    // Inside lists and sets Nix compares functions by where they lie in its memory.
    const perhapsSame = nested && (left === right || (left instanceof Native && right instanceof Native))
    return perhapsSame ? new Unknown('whether two functions are the same') : false
  }
  return left === right
}

function comparison(pairs: Comparison['pairs'], ordered: boolean): Comparison {
  return { pairs, ordered, next: 0, unequal: false, unknown: null, fault: null }
}

function compareSets(left: AttrSet, right: AttrSet): boolean | Unknown | Comparison {
  if (left === right && left.derivation !== null) return true
  if (mayBeDerivation(left) && mayBeDerivation(right)) {
    return new Unknown('whether two derivations are the same')
  }
  const rest = left.rest ?? right.rest
  if (rest !== null) return new Unknown(rest.reason)
  if (left.maybe !== null || right.maybe !== null) return new Unknown('whether an attribute is there')
  if (left.attrs.size !== right.attrs.size) return false
  const pairs: (readonly [Slot, Slot])[] = []
  for (const [name, attr] of left.attrs) {
    const other = right.attrs.get(name)
    if (other === undefined) return false
    pairs.push([attr.slot, other.slot])
  }
  return comparison(pairs, false)
}

/** Sets of the type "derivation" are compared by `outPath` alone. */
function mayBeDerivation(set: AttrSet): boolean {
  return set.derivation !== null || (set.attrs.has('type') && set.attrs.has('outPath'))
}

function isNumeric(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number'
}

/** Nix's order: below zero, zero, above. Numbers, strings by byte, paths, and lists of those. */
export function compareValues(
  left: Value,
  right: Value,
  machine: Machine,
  position: Position | null,
): number | Unknown {
  let one = left
  let other = right
  // A list is compared by its first part that differs, which may be a list again.
  for (;;) {
    machine.spend(1)
    if (one instanceof Unknown || other instanceof Unknown) return compareLying(one, other)
    if (!isList(one) || !isList(other)) return compareSimple(one, other, machine, position)
    const difference = firstDifference(one, other, machine)
    if (difference instanceof Unknown) return difference
    if (difference === null) return one.length - other.length
    ;[one, other] = difference
  }
}

/** Where two files of the repository lie is told apart by what follows the place of the repository. */
function compareLying(one: Value, other: Value): number | Unknown {
  if (!(one instanceof Unknown)) return other instanceof Unknown ? new Unknown(other.reason) : 0
  const ofOther = other instanceof Unknown ? other.file : null
  return one.file?.copy === 'none' && ofOther?.copy === 'none'
    ? compareText(one.file.end, ofOther.end)
    : new Unknown(one.reason)
}

function firstDifference(
  left: readonly Slot[],
  right: readonly Slot[],
  machine: Machine,
): readonly [Value, Value] | Unknown | null {
  for (let index = 0; index < left.length && index < right.length; index++) {
    const one = machine.force(left[index] ?? null)
    const other = machine.force(right[index] ?? null)
    const equal = equalValues(one, other, machine, true)
    if (equal instanceof Unknown) return equal
    if (!equal) return [one, other]
  }
  return null
}

function compareSimple(
  left: Value,
  right: Value,
  machine: Machine,
  position: Position | null,
): number | Unknown {
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right)
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (left instanceof PathValue && right instanceof PathValue) return comparePaths(left, right)
  return machine.fail('type-error', `cannot compare a ${typeName(left)} with a ${typeName(right)}`, position)
}

/** An integer beside a float is taken as a float. What is not a number is neither below, above nor equal. */
function compareNumbers(left: bigint | number, right: bigint | number): number | Unknown {
  if (Number.isNaN(left) || Number.isNaN(right)) return new Unknown('the order of what is not a number')
  if (typeof left === 'bigint' && typeof right === 'bigint') return left < right ? -1 : left > right ? 1 : 0
  const difference = Number(left) - Number(right)
  return Number.isNaN(difference) ? 0 : difference
}

/** Nix compared paths as text, and compares them part by part since 2.17. */
function comparePaths(left: PathValue, right: PathValue): number | Unknown {
  if (left.inSnapshot !== right.inSnapshot) return new Unknown('where the repository lies on disk')
  const asText = compareText(left.path, right.path)
  const byParts = compareText(left.path.replaceAll('/', '\0'), right.path.replaceAll('/', '\0'))
  return Math.sign(asText) === Math.sign(byParts) ? asText : new Unknown('the order of two paths')
}

/** Order of texts by their UTF-8 bytes, which is the order of their code points. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const one = left.charCodeAt(index)
    const other = right.charCodeAt(index)
    if (one !== other) return rank(one) - rank(other)
  }
  return left.length - right.length
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
