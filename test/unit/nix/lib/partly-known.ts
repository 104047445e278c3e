import {
  AttrSet,
  EvalFault,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../../../../src/nix/eval/value.ts'

/** What is known of a value, to some depth; what is not, or fails, stands for anything. */
export type Outline =
  | { readonly type: 'anything' }
  | { readonly type: 'leaf'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly Outline[] }
  | { readonly type: 'set'; readonly attrs: ReadonlyMap<string, Outline>; readonly isWhole: boolean }

const depthLimit = 8

export function outline(slot: Slot, machine: Machine, depth = 0): Outline {
  const value = machine.guard<Value | EvalFault>(
    () => machine.force(slot),
    (fault) => fault,
  )
  if (value instanceof EvalFault || value instanceof Unknown || depth > depthLimit)
    return { type: 'anything' }
  if (isList(value)) return { type: 'list', items: value.map((item) => outline(item, machine, depth + 1)) }
  if (value instanceof AttrSet) {
    const attrs = new Map(
      [...value.attrs].map(([name, { slot }]) => [name, outline(slot, machine, depth + 1)]),
    )
    return { type: 'set', attrs, isWhole: value.rest === null && value.maybe === null }
  }
  if (value instanceof PathValue) return { type: 'leaf', text: `path ${value.path}` }
  if (typeof value === 'object' && value !== null) return { type: 'anything' }
  return { type: 'leaf', text: `${typeof value} ${String(value)}` }
}

/** Where a value differs from what was known of it; null where it does not. */
export function contradiction(known: Outline, really: Outline, path = ''): string | null {
  if (known.type === 'anything' || really.type === 'anything') return null
  if (known.type === 'leaf' && really.type === 'leaf')
    return known.text === really.text ? null : `${path}: ${known.text}, and not ${really.text}`
  if (known.type === 'list' && really.type === 'list') {
    if (known.items.length !== really.items.length)
      return `${path}: ${known.items.length} items, and not ${really.items.length}`
    return first(known.items.entries(), (index) => really.items[index], path)
  }
  if (known.type === 'set' && really.type === 'set') {
    const more = [...really.attrs.keys()].filter((name) => !known.attrs.has(name))
    if (known.isWhole && more.length > 0) return `${path}: there is also ${more.join(', ')}`
    const gone = [...known.attrs.keys()].filter((name) => !really.attrs.has(name))
    if (really.isWhole && gone.length > 0) return `${path}: there is no ${gone.join(', ')}`
    return first(known.attrs.entries(), (name) => really.attrs.get(name), path)
  }
  return `${path}: a ${known.type}, and not a ${really.type}`
}

function first<Key>(
  known: Iterable<readonly [Key, Outline]>,
  really: (key: Key) => Outline | undefined,
  path: string,
): string | null {
  for (const [key, part] of known) {
    const other = really(key)
    const found = other === undefined ? null : contradiction(part, other, `${path}.${String(key)}`)
    if (found !== null) return found
  }
  return null
}
