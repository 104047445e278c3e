import { Attr, AttrSet, Unknown, delay, type Machine, type Slot, type Value } from '../../eval/value.ts'

/** Modules see `config._module`; who asks for the configuration does not. */
export function withInternals(config: Value, internals: Slot): Value {
  if (!(config instanceof AttrSet)) return config
  const attrs = new Map([...config.attrs, ['_module', new Attr(internals, null)] as const])
  return new AttrSet(attrs, config.rest, null, config.maybe)
}

/** The declared options over what is free, as deep as both are sets of options. */
export function layDeclared(machine: Machine, declared: AttrSet, free: Value, open: Unknown | null): Value {
  if (!(free instanceof AttrSet))
    return new AttrSet(declared.attrs, new Unknown('free settings'), null, declared.maybe)
  const attrs = new Map<string, Attr>([...free.attrs, ...declared.attrs])
  for (const [name, attr] of declared.attrs) {
    const other = free.attrs.get(name)
    if (other === undefined) continue
    const slot = delay((inner) => {
      const one = inner.force(attr.slot)
      const two = inner.force(other.slot)
      return one instanceof AttrSet && two instanceof AttrSet ? layDeclared(inner, one, two, null) : one
    })
    attrs.set(name, new Attr(slot, attr.position))
  }
  machine.spend(attrs.size)
  return new AttrSet(attrs, declared.rest ?? free.rest ?? open, null, free.maybe)
}
