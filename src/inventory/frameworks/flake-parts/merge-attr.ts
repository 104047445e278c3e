import { Attr, AttrSet, delay, type Value } from '../../../nix/eval/value.ts'

/** Two definitions of one output are merged where both are sets, a level deep, as the module system would. */
export function mergeAttr(one: Attr | undefined, other: Attr): Attr {
  if (one === undefined) return other
  const merged = delay((machine): Value => {
    const left = machine.force(one.slot)
    const right = machine.force(other.slot)
    if (!(left instanceof AttrSet) || !(right instanceof AttrSet)) return right
    return new AttrSet(new Map([...left.attrs, ...right.attrs]), left.rest ?? right.rest)
  })
  return new Attr(merged, one.position)
}
