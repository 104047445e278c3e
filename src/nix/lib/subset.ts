import { AttrSet, Native, Unknown, attrSet, type Slot } from '../eval/value.ts'
import { namesOfLib } from './names.ts'

/** Attributes by name, in whatever order. */
export type Members = readonly (readonly [string, Slot])[]

/** Functions under their own names. */
export function members(...groups: readonly (readonly Native[])[]): Members {
  return groups.flat().map((fn) => [fn.name, fn])
}

/** Names of a set of `lib`, as its releases have them. */
export function namesIn(set: string): readonly string[] {
  return (namesOfLib[set] ?? '').split(' ').filter((name) => name !== '')
}

/**
 * A set of `lib`: what is implemented here, what is known to be there but is not, and nothing else, so that a
 * misspelt name is found.
 * @param set its dotted path below `lib`, or `top`
 */
export function subset(set: string, ...groups: readonly Members[]): AttrSet {
  const known = new Map<string, Slot>(groups.flat())
  const path = set === 'top' ? ['lib'] : ['lib', ...set.split('.')]
  return attrSet(namesIn(set).map((name) => [name, known.get(name) ?? notEvaluated([...path, name])]))
}

/** A set of which any name may be there. */
export function openSet(path: readonly string[]): AttrSet {
  return new AttrSet(new Map(), new Unknown(`${path.join('.')} is not evaluated`, path))
}

function notEvaluated(path: readonly string[]): Unknown {
  return new Unknown(`${path.join('.')} is not evaluated`, path)
}
