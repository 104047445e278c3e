import {
  AttrSet,
  Unknown,
  isList,
  type Attr,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'

/** A definition with the properties taken off (`mkIf`, `mkMerge`, `mkDefault`, …). */
export type Definition = {
  readonly value: Value
  /** Its conditions hold, as far as they are known; a definition of a false condition is still one. */
  readonly isActive: boolean
  readonly attr: Attr | null
}

/** How deep properties are taken off. */
const depthLimit = 40

/**
 * Takes the module system's properties off a definition (nixpkgs, lib/modules.nix, "Properties").
 * @returns each definition in it, also those whose condition is false or not known
 */
export function unfold(
  slot: Slot,
  machine: Machine,
  isActive = true,
  attr: Attr | null = null,
  depth = 0,
): readonly Definition[] {
  if (depth > depthLimit) return []
  const value = machine.force(slot)
  if (value instanceof Unknown && value.candidates !== null)
    return value.candidates.flatMap((candidate) => unfold(candidate, machine, false, attr, depth + 1))
  if (!(value instanceof AttrSet)) return [{ value, isActive, attr }]
  const tag = value.attrs.get('_type')
  const type = tag === undefined ? null : machine.force(tag.slot)
  const inner = (name: string): Slot => value.attrs.get(name)?.slot ?? null
  if (type === 'if') {
    const condition = machine.guard<Value>(
      () => machine.force(inner('condition')),
      () => false,
    )
    return unfold(inner('content'), machine, isActive && condition !== false, attr, depth + 1)
  }
  if (type === 'merge') {
    const contents = machine.force(inner('contents'))
    if (!isList(contents)) return [{ value: contents, isActive, attr }]
    return contents.flatMap((content) => unfold(content, machine, isActive, attr, depth + 1))
  }
  if (type === 'override' || type === 'order')
    return unfold(inner('content'), machine, isActive, attr, depth + 1)
  return [{ value, isActive, attr }]
}

/** The definitions of an attribute path below some definitions; an unknown on the way is a definition itself. */
export function definitionsAt(
  definitions: readonly Definition[],
  path: readonly string[],
  machine: Machine,
): readonly Definition[] {
  let current = definitions
  for (const name of path)
    current = current.flatMap(({ value, isActive }) => {
      if (!(value instanceof AttrSet)) return []
      const attr = value.attrs.get(name) ?? value.maybe?.get(name)
      return attr === undefined ? [] : safely(machine, () => unfold(attr.slot, machine, isActive, attr))
    })
  return current
}

/** Names that definitions give to attributes, each with its definitions. */
export function namedDefinitions(
  definitions: readonly Definition[],
  machine: Machine,
): ReadonlyMap<string, readonly Definition[]> {
  const named = new Map<string, Definition[]>()
  for (const { value, isActive } of definitions) {
    if (!(value instanceof AttrSet)) continue
    for (const [name, attr] of [...value.attrs, ...(value.maybe ?? [])]) {
      const inner = safely(machine, () => unfold(attr.slot, machine, isActive, attr))
      const known = named.get(name)
      if (known) known.push(...inner)
      else named.set(name, [...inner])
    }
  }
  return named
}

/** A part that fails to evaluate is left out: the rest of the module is still read. */
function safely(machine: Machine, work: () => readonly Definition[]): readonly Definition[] {
  return machine.guard<readonly Definition[]>(work, () => [])
}
