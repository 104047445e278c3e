import { strict } from '../eval/builtins/strict.ts'
import { joinPath } from '../eval/paths.ts'
import { because } from '../eval/partial.ts'
import { typeName } from '../eval/type-name.ts'
import { Native, PathValue, Unknown, native, type Machine, type Slot, type Value } from '../eval/value.ts'

/** Why a value is no relative path below something; null where it is one. */
function invalidReason(value: Value): string | null {
  if (typeof value !== 'string')
    return `the given value is of type ${typeName(value)}, but a string was expected`
  if (value === '') return 'the given string is empty'
  if (value.startsWith('/')) return `the given string "${value}" is an absolute path`
  return value.split('/').includes('..') ? `the given string "${value}" contains a '..' component` : null
}

/** Names of a valid relative path, without what stands for nothing. */
function componentsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}

function joined(components: readonly string[]): string {
  return `./${components.length === 0 ? '.' : components.join('/')}`
}

/** A native of one valid relative path; anything else throws. */
function onSubpath(name: string, run: (components: readonly string[]) => Value): Native {
  return native(name, 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof Unknown) return because(value)
    const reason = invalidReason(value)
    if (reason !== null || typeof value !== 'string')
      return machine.fail('throw', `subpath.${name}: ${reason}`)
    return run(componentsOf(value))
  })
}

function pathOf(machine: Machine, slot: Slot, name: string): PathValue | Unknown {
  const value = machine.force(slot)
  if (value instanceof PathValue) return value
  if (value instanceof Unknown) return because(value)
  return machine.fail('throw', `lib.path.${name}: a ${typeName(value)} was given, but a path was expected`)
}

/** What is left of the second path after the first; null where it does not begin with it. */
function remainder(
  machine: Machine,
  name: string,
  first: Slot,
  second: Slot,
): readonly string[] | null | Unknown {
  const prefix = pathOf(machine, first, name)
  if (prefix instanceof Unknown) return prefix
  const path = pathOf(machine, second, name)
  if (path instanceof Unknown) return path
  if (prefix.inSnapshot !== path.inSnapshot) return new Unknown('where the repository lies on disk')
  const [wanted, found] = [componentsOf(prefix.path), componentsOf(path.path)]
  return wanted.every((part, index) => part === found[index]) ? found.slice(wanted.length) : null
}

/** `lib.path`. */
export const pathFunctions: readonly Native[] = [
  native('append', 2, (machine, [slot = null, sub = null]) => {
    const path = pathOf(machine, slot, 'append')
    const value = machine.force(sub)
    if (path instanceof Unknown) return path
    if (value instanceof Unknown) return because(value)
    const reason = invalidReason(value)
    if (reason !== null || typeof value !== 'string')
      return machine.fail('throw', `lib.path.append: ${reason}`)
    return joinPath(path, `/${value}`)
  }),
  native('hasPrefix', 2, (machine, [first = null, second = null]) => {
    const rest = remainder(machine, 'hasPrefix', first, second)
    return rest instanceof Unknown ? rest : rest !== null
  }),
  native('removePrefix', 2, (machine, [first = null, second = null]) => {
    const rest = remainder(machine, 'removePrefix', first, second)
    if (rest instanceof Unknown) return rest
    return rest === null ? machine.fail('throw', 'lib.path.removePrefix: this is no prefix') : joined(rest)
  }),
]

/** `lib.path.subpath`. */
export const subpathFunctions: readonly Native[] = [
  native('isValid', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    return value instanceof Unknown ? because(value) : invalidReason(value) === null
  }),
  strict('join', ['list'], (machine, slots) => {
    const components: string[] = []
    for (const slot of slots) {
      const value = machine.force(slot)
      if (value instanceof Unknown) return because(value)
      const reason = invalidReason(value)
      if (reason !== null || typeof value !== 'string')
        return machine.fail('throw', `subpath.join: ${reason}`)
      components.push(...componentsOf(value))
    }
    return joined(components)
  }),
  onSubpath('components', (components) => components),
  onSubpath('normalise', joined),
]
