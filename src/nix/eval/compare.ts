import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  typeName,
  type Machine,
  type Position,
  type Value,
} from './value.ts'

/** Nix's `==`: deep, forcing what it must; unknown where a part is. */
export function equalValues(left: Value, right: Value, machine: Machine, nested = false): boolean | Unknown {
  machine.spend(1)
  if (left instanceof Unknown) return new Unknown(left.reason)
  if (right instanceof Unknown) return new Unknown(right.reason)
  if (isNumeric(left) && isNumeric(right)) {
    return typeof left === typeof right ? left === right : Number(left) === Number(right)
  }
  if (left instanceof PathValue) {
    return right instanceof PathValue && left.path === right.path && left.inSnapshot === right.inSnapshot
  }
  if (isList(left)) return isList(right) ? equalLists(left, right, machine) : false
  if (left instanceof AttrSet) return right instanceof AttrSet ? equalSets(left, right, machine) : false
  if (left instanceof Lambda || left instanceof Native) {
    const both = right instanceof Lambda || right instanceof Native
    // Inside lists and sets Nix compares functions by identity, which is an accident of its memory.
    return both && nested ? new Unknown('whether two functions are the same') : false
  }
  return left === right
}

function isNumeric(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number'
}

function equalLists(
  left: readonly unknown[],
  right: readonly unknown[],
  machine: Machine,
): boolean | Unknown {
  if (left.length !== right.length) return false
  for (const [index, slot] of left.entries()) {
    const equal = equalValues(
      machine.force(slot as Value),
      machine.force(right[index] as Value),
      machine,
      true,
    )
    if (equal !== true) return equal
  }
  return true
}

function equalSets(left: AttrSet, right: AttrSet, machine: Machine): boolean | Unknown {
  if (left === right && left.derivation !== null) return true
  if (left.derivation !== null && right.derivation !== null)
    return new Unknown('whether two derivations are the same')
  if (left.rest !== null) return new Unknown(left.rest.reason)
  if (right.rest !== null) return new Unknown(right.rest.reason)
  if (left.attrs.size !== right.attrs.size) return false
  const names = [...left.attrs.keys()].sort(compareText)
  if (names.some((name) => !right.attrs.has(name))) return false
  for (const name of names) {
    const one = left.attrs.get(name)
    const other = right.attrs.get(name)
    if (one === undefined || other === undefined) return false
    const equal = equalValues(machine.force(one.slot), machine.force(other.slot), machine, true)
    if (equal !== true) return equal
  }
  return true
}

/** Nix's order: below zero, zero, above. Numbers, strings by byte, paths, and lists of those. */
export function compareValues(
  left: Value,
  right: Value,
  machine: Machine,
  position: Position | null,
): number | Unknown {
  machine.spend(1)
  if (left instanceof Unknown) return new Unknown(left.reason)
  if (right instanceof Unknown) return new Unknown(right.reason)
  if (isNumeric(left) && isNumeric(right)) return left < right ? -1 : left > right ? 1 : 0
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (left instanceof PathValue && right instanceof PathValue && left.inSnapshot === right.inSnapshot) {
    return compareText(left.path, right.path)
  }
  if (left instanceof PathValue && right instanceof PathValue)
    return new Unknown('where the repository lies on disk')
  if (isList(left) && isList(right)) {
    for (let index = 0; index < left.length && index < right.length; index++) {
      const one = machine.force(left[index] ?? null)
      const other = machine.force(right[index] ?? null)
      const equal = equalValues(one, other, machine, true)
      if (equal instanceof Unknown) return equal
      if (!equal) return compareValues(one, other, machine, position)
    }
    return left.length - right.length
  }
  return machine.fail('type-error', `cannot compare a ${typeName(left)} with a ${typeName(right)}`, position)
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
