import { strict } from '../../eval/builtins/strict.ts'
import { typeName } from '../../eval/type-name.ts'
import {
  Attr,
  AttrSet,
  Native,
  Unknown,
  attrSet,
  delay,
  delayCall,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../eval/value.ts'
import { because, hasName } from '../../eval/partial.ts'
import { escapeNixIdentifier } from '../strings/quote-nix.ts'

/** The name that an item of an attribute path is. */
export function nameOf(machine: Machine, slot: Slot): string | Unknown {
  const name = machine.force(slot)
  if (typeof name === 'string') return name
  if (name instanceof Unknown) return because(name)
  return machine.fail('type-error', `an attribute name must be a string, this is a ${typeName(name)}`)
}

/** `set.a.b or otherwise` for a path given as a list. */
export function attrByPath(
  machine: Machine,
  path: readonly Slot[],
  otherwise: (name: string) => Slot,
  set: Slot,
): Slot {
  let value = machine.force(set)
  for (const [index, slot] of path.entries()) {
    const name = nameOf(machine, slot)
    if (name instanceof Unknown) return name
    const has = hasName(value, name)
    if (has instanceof Unknown) {
      const deeper = delay((inner) =>
        attrByPath(inner, path.slice(index + 1), otherwise, inner.select(value, name)),
      )
      const origin = value instanceof Unknown ? value.path : null
      return new Unknown(has.reason, origin === null ? null : [...origin, name], [
        deeper,
        delay(() => otherwise(name)),
      ])
    }
    if (!has) return otherwise(name)
    value = machine.select(value, name)
  }
  return value
}

function hasAttrByPath(machine: Machine, path: readonly Slot[], set: Slot): boolean | Unknown {
  let value = machine.force(set)
  for (const [index, slot] of path.entries()) {
    const name = nameOf(machine, slot)
    const has = name instanceof Unknown ? name : hasName(value, name)
    if (has !== true) return has
    if (index < path.length - 1 && typeof name === 'string') value = machine.select(value, name)
  }
  return true
}

/** `{ a.b = value; }` for a path given as a list; as in Nix, a name that is null leaves the set empty. */
export function setAttrByPath(path: readonly Slot[], value: Slot): Slot {
  const [first, ...others] = path
  if (first === undefined) return value
  return delay((machine) => {
    const name = machine.force(first) === null ? null : nameOf(machine, first)
    if (name === null) return new AttrSet(new Map())
    if (name instanceof Unknown) return new AttrSet(new Map(), name)
    return attrSet([[name, setAttrByPath(others, value)]])
  })
}

function longestValidPathPrefix(machine: Machine, path: readonly Slot[], set: Slot): Value {
  let value = machine.force(set)
  for (const [index, slot] of path.entries()) {
    const name = nameOf(machine, slot)
    if (name instanceof Unknown) return name
    const has = hasName(value, name)
    if (has instanceof Unknown) return has
    if (!has) return path.slice(0, index)
    value = machine.select(value, name)
  }
  return path
}

/** One item of `updateManyAttrsByPath`: where, and a function of the value that is there. */
type PathUpdate = { readonly path: readonly string[]; readonly update: Slot }

function readUpdates(machine: Machine, items: readonly Slot[]): readonly PathUpdate[] | Unknown {
  const updates: PathUpdate[] = []
  for (const item of items) {
    const value = machine.force(item)
    const path = machine.select(value, 'path')
    if (!Array.isArray(path)) return new Unknown('the path of an update')
    const names: string[] = []
    for (const slot of path as readonly Slot[]) {
      const name = nameOf(machine, slot)
      if (name instanceof Unknown) return name
      names.push(name)
    }
    updates.push({ path: names, update: delay((inner) => inner.select(value, 'update')) })
  }
  return updates
}

/** Applies updates at a depth; `value` is null where nothing is there yet. */
function applyUpdates(
  machine: Machine,
  depth: number,
  value: Slot | undefined,
  updates: readonly PathUpdate[],
): Slot {
  const here = updates.filter(({ path }) => path.length === depth)
  const below = Map.groupBy(
    updates.filter(({ path }) => path.length > depth),
    ({ path }) => path[depth] ?? '',
  )
  const missing = delay((inner) => {
    const path = (here[0]?.path ?? []).map(escapeNixIdentifier).join('.')
    return inner.fail('throw', `updateManyAttrsByPath: path '${path}' does not exist in the given value`)
  })
  const standing = value === undefined ? missing : value
  const start = below.size === 0 ? standing : updateBelow(machine, depth, value, below)
  return here.reduce<Slot>((current, { update }) => delayCall(update, current), start)
}

function updateBelow(
  machine: Machine,
  depth: number,
  value: Slot | undefined,
  below: ReadonlyMap<string, readonly PathUpdate[]>,
): Slot {
  const set = value === undefined ? new AttrSet(new Map()) : machine.force(value)
  if (set instanceof Unknown) return because(set)
  if (!(set instanceof AttrSet)) {
    return machine.fail('throw', 'updateManyAttrsByPath: an attribute inside something that is not a set')
  }
  const attrs = new Map(set.attrs)
  for (const [name, updates] of below) {
    const standing = set.attrs.get(name)
    const has = hasName(set, name)
    if (has instanceof Unknown) {
      attrs.set(name, new Attr(has, null))
      continue
    }
    const slot = delay((inner) => applyUpdates(inner, depth + 1, standing?.slot, updates))
    attrs.set(name, new Attr(slot, standing?.position ?? null))
  }
  return new AttrSet(attrs, set.rest, null, set.maybe)
}

function getFromPath(machine: Machine, path: readonly Slot[], set: Slot): Slot {
  const missing = (name: string): never =>
    machine.fail('missing-attribute', `getAttrFromPath: attribute '${name}' is missing`)
  return attrByPath(machine, path, missing, set)
}

/** Attributes by a path that is a list of names. */
export const pathFunctions: readonly Native[] = [
  strict('attrByPath', ['list', 'lazy', 'lazy'], (machine, path, otherwise, set) =>
    attrByPath(machine, path, () => otherwise, set),
  ),
  strict('getAttrFromPath', ['list', 'lazy'], getFromPath),
  strict('hasAttrByPath', ['list', 'lazy'], hasAttrByPath),
  strict('longestValidPathPrefix', ['list', 'lazy'], longestValidPathPrefix),
  strict('setAttrByPath', ['list', 'lazy'], (_machine, path, value) => setAttrByPath(path, value)),
  strict('updateManyAttrsByPath', ['list', 'lazy'], (machine, items, value) => {
    const updates = readUpdates(machine, items)
    return updates instanceof Unknown ? updates : applyUpdates(machine, 0, value, updates)
  }),
  native('showAttrPath', 1, (machine, [slot = null]) => {
    const path = machine.force(slot)
    if (path instanceof Unknown) return because(path)
    if (!Array.isArray(path)) {
      return machine.fail('type-error', `showAttrPath expects a list, this is a ${typeName(path)}`)
    }
    const names: string[] = []
    for (const item of path as readonly Slot[]) {
      const name = nameOf(machine, item)
      if (name instanceof Unknown) return name
      names.push(escapeNixIdentifier(name))
    }
    return names.length === 0 ? '<root attribute path>' : names.join('.')
  }),
]
