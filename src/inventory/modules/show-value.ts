import {
  AttrSet,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'

/** How long a shown value may get, in UTF-16 code units, and how deep. */
const lengthLimit = 500
const depthLimit = 4

/**
 * A value as Nix text, for people: `8080`, `"info"`, `[ "a" "b" ]`, `pkgs.knot`.
 * @returns null where a part of it is not known, or where it is too long to be read
 */
export function showValue(slot: Slot, machine: Machine): string | null {
  const text = machine.guard<string | null>(
    () => show(machine.force(slot), machine, 0),
    () => null,
  )
  return text === null || text.length > lengthLimit ? null : text
}

function show(value: Value, machine: Machine, depth: number): string | null {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint' || typeof value === 'number')
    return String(value)
  if (typeof value === 'string') return quote(value)
  if (value instanceof PathValue) return value.inSnapshot ? `./${value.path}` : `/${value.path}`
  if (value instanceof Unknown) return value.path === null ? null : value.path.join('.')
  if (depth > depthLimit) return null
  if (isList(value)) return showAll(value, '[', ']', (slot) => show(machine.force(slot), machine, depth + 1))
  if (!(value instanceof AttrSet)) return null
  const literal = value.attrs.get('_type') === undefined ? undefined : value.attrs.get('text')
  if (literal !== undefined) {
    const text = machine.force(literal.slot)
    return typeof text === 'string' ? text : null
  }
  if (value.derivation !== null || value.rest !== null) return null
  return showAll([...value.attrs], '{', '}', ([name, { slot }]) => {
    const shown = show(machine.force(slot), machine, depth + 1)
    return shown === null ? null : `${/^[A-Za-z_][\w'-]*$/.test(name) ? name : quote(name)} = ${shown};`
  })
}

/** Stops where the whole gets too long to be shown: what comes after it is not even evaluated. */
function showAll<T>(
  items: readonly T[],
  open: string,
  close: string,
  showItem: (item: T) => string | null,
): string | null {
  let text = open
  for (const item of items) {
    const shown = showItem(item)
    if (shown === null || text.length + shown.length > lengthLimit) return null
    text += ` ${shown}`
  }
  return `${text} ${close}`
}

function quote(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n')
  return `"${escaped}"`
}
