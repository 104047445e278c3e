import { compareValues } from '../compare.ts'
import { typeName } from '../type-name.ts'
import {
  AttrSet,
  PathValue,
  Unknown,
  delayCall,
  isList,
  type Machine,
  type Slot,
  type Steps,
  type Value,
} from '../value.ts'

/** `builtins.genericClosure`: breadth first, the first element of a key stands. */
export function* genericClosure(machine: Machine, args: AttrSet): Steps {
  const start = yield attributeOf(machine, args, 'startSet')
  if (start instanceof Unknown) return new Unknown(start.reason)
  if (!isList(start)) {
    return machine.fail('type-error', `startSet has to be a list, this is a ${typeName(start)}`)
  }
  const operator = yield attributeOf(machine, args, 'operator')
  const queue: Slot[] = [...start]
  const keys = new KeySet(machine)
  const result: Slot[] = []
  for (let next = 0; next < queue.length; next++) {
    const slot = queue[next] ?? null
    const item = yield slot
    const key = yield attributeOf(machine, item, 'key')
    if (key instanceof Unknown && key.file === null) return new Unknown(key.reason)
    const fresh = keys.add(key)
    if (fresh instanceof Unknown) return fresh
    if (!fresh) continue
    result.push(slot)
    const more = yield delayCall(operator, slot)
    if (more instanceof Unknown) return new Unknown(more.reason)
    if (!isList(more)) {
      return machine.fail('type-error', `the operator has to return a list, this is a ${typeName(more)}`)
    }
    machine.spend(more.length)
    machine.allocate(2 * more.length)
    for (const found of more) {
      yield found
      queue.push(found)
    }
  }
  return result
}

function attributeOf(machine: Machine, set: Value, name: string): Slot {
  const attr = set instanceof AttrSet ? set.attrs.get(name) : undefined
  return attr === undefined ? machine.select(set, name) : attr.slot
}

/** Keys seen so far; all have to be of kinds that can be compared with each other. */
class KeySet {
  readonly #machine: Machine
  readonly #simple = new Map<string, Value>()
  readonly #others: Value[] = []
  #first: Value | undefined = undefined
  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** @returns whether the key is new */
  add(key: Value): boolean | Unknown {
    const name = nameOf(key)
    const standing = this.#first
    if (standing === undefined) this.#first = key
    else {
      // Fails for keys of different kinds.
      const order = compareValues(key, standing, this.#machine, null)
      if (order instanceof Unknown) return order
    }
    if (name !== null) {
      if (this.#simple.has(name)) return false
      this.#simple.set(name, key)
      return true
    }
    for (const other of this.#others) {
      const order = compareValues(key, other, this.#machine, null)
      if (order instanceof Unknown || order === 0) return order instanceof Unknown ? order : false
    }
    this.#others.push(key)
    return true
  }
}

/** A text that is the same for equal keys; null for keys that are compared one by one. */
function nameOf(key: Value): string | null {
  if (typeof key === 'string') return key
  if (typeof key === 'bigint') return key.toString()
  if (typeof key === 'number') return Number.isInteger(key) ? BigInt(key).toString() : key.toString()
  return key instanceof PathValue ? key.path : null
}
