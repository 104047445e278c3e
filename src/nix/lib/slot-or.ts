import type { AttrSet, Slot } from '../eval/value.ts'

/** An attribute that is there, or else a fallback. One that is `null` is there: `??` would take it for missing. */
export function slotOr(set: AttrSet, name: string, fallback: Slot): Slot {
  const attr = set.attrs.get(name)
  return attr === undefined ? fallback : attr.slot
}
