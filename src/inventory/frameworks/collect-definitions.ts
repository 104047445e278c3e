import {
  AttrSet,
  Lambda,
  Native,
  PathValue,
  Unknown,
  isList,
  type Machine,
  type Value,
} from '../../nix/eval/value.ts'
import { typeTag } from '../../nix/lib/modules/property.ts'

/** What modules define, in order, and why there may be more. */
export type Definitions = { readonly sets: AttrSet[]; unknown: Unknown | null }

/**
 * Adds what a module defines, that of its `config`, and that of what it imports; conditions around all of it count.
 * @param args what module functions are called with
 */
export function collectDefinitions(module: Value, args: AttrSet, machine: Machine, found: Definitions): void {
  let value = module instanceof PathValue ? machine.importFile(module, null) : module
  if (value instanceof Lambda || value instanceof Native) value = machine.apply(value, args)
  if (value instanceof Unknown) found.unknown ??= value
  if (!(value instanceof AttrSet)) return
  if (typeTag(value, machine) !== null) {
    collectProperty(value, args, machine, found)
    return
  }
  found.sets.push(value)
  const config = value.attrs.get('config')
  if (config !== undefined) collectDefinitions(machine.force(config.slot), args, machine, found)
  const imports = machine.force(value.attrs.get('imports')?.slot ?? [])
  if (isList(imports))
    for (const slot of imports) collectDefinitions(machine.force(slot), args, machine, found)
  else found.unknown ??= new Unknown('what a module imports')
}

/** `mkIf` and `mkMerge` around definitions. */
function collectProperty(value: AttrSet, args: AttrSet, machine: Machine, found: Definitions): void {
  const tag = typeTag(value, machine)
  const contents = tag === 'merge' ? machine.select(value, 'contents') : null
  if (isList(contents)) {
    for (const slot of contents) collectDefinitions(machine.force(slot), args, machine, found)
    return
  }
  const condition = tag === 'if' ? machine.select(value, 'condition') : null
  if (condition === true) collectDefinitions(machine.select(value, 'content'), args, machine, found)
  else if (condition !== false) found.unknown ??= new Unknown('what is defined under a condition')
}
