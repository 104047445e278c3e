import { AttrSet, delay, type Slot } from '../../eval/value.ts'
import { attrsWith, listOf, nullOr } from './composite.ts'
import { either } from './either.ts'
import { changeType } from './make-type.ts'
import { pathType, simpleTypes } from './simple.ts'

/** `types.json`, `types.toml`, and what `pkgs.formats` calls so: scalars, and sets and lists of the same. */
export function serializableType(format: string, nullable: boolean): AttrSet {
  const self: Slot = delay(() => type)
  const simple = new Map(simpleTypes)
  const scalar = (name: string): Slot => simple.get(name) ?? null
  const others = [scalar('float'), scalar('str'), pathType(null, true), attrsWith(self, false), listOf(self)]
  const base = others.reduce<AttrSet>(
    (left, right) => either(left, right),
    either(scalar('bool'), scalar('int')),
  )
  const type = changeType(nullable ? nullOr(base) : base, [['description', `${format} value`]])
  return type
}
