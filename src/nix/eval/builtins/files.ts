import { coerceToString } from '../coerce.ts'
import { normalise } from '../paths.ts'
import {
  AttrSet,
  PathValue,
  Unknown,
  attrSet,
  native,
  typeName,
  type Machine,
  type Native,
  type Slot,
  type Value,
} from '../value.ts'
import { strict } from './strict.ts'

/** A path argument: a path, or text that is an absolute one (never inside the snapshot). */
function pathOf(machine: Machine, slot: Slot): PathValue | Unknown {
  const value = machine.force(slot)
  if (value instanceof PathValue || value instanceof Unknown) return value
  if (value instanceof AttrSet) {
    const outPath = value.attrs.get('outPath')
    return outPath === undefined ? new Unknown('a path made by a derivation') : pathOf(machine, outPath.slot)
  }
  if (typeof value !== 'string')
    return machine.fail('type-error', `expected a path, this is a ${typeName(value)}`)
  if (!value.startsWith('/')) return machine.fail('invalid-value', `"${value}" is not an absolute path`)
  return normalise(value.slice(1), false)
}

/** A native of one path inside the snapshot; a path elsewhere is unknown. */
function onPath(name: string, run: (machine: Machine, path: PathValue) => Value): Native {
  return native(name, 1, (machine, [slot = null]) => {
    const path = pathOf(machine, slot)
    if (path instanceof Unknown) return new Unknown(path.reason)
    return path.inSnapshot ? run(machine, path) : new Unknown(`/${path.path} is not in the repository`)
  })
}

/** Files of the snapshot. */
export const fileBuiltins: readonly Native[] = [
  native('import', 1, (machine, [slot = null]) => {
    const path = pathOf(machine, slot)
    return path instanceof Unknown ? machine.importUnknown(path) : machine.importFile(path, null)
  }),
  native('scopedImport', 2, () => new Unknown('scopedImport')),
  onPath('pathExists', (machine, path) => machine.files.typeOf(path.path) !== null),
  onPath('readFile', (machine, path) => {
    const text = machine.files.readText(path.path)
    if (text !== null) {
      machine.spend(text.length >> 4)
      return text
    }
    if (machine.files.typeOf(path.path) === 'regular') return new Unknown(`${path.path} is not text`)
    return machine.fail('missing-file', `${path.path} does not exist`)
  }),
  onPath('readFileType', (machine, path) => {
    return machine.files.typeOf(path.path) ?? machine.fail('missing-file', `${path.path} does not exist`)
  }),
  onPath('readDir', (machine, path) => {
    const entries = machine.files.readDir(path.path)
    if (entries === null) return machine.fail('missing-file', `${path.path} is not a folder`)
    machine.spend(entries.length)
    return attrSet(entries.map(({ name, type }): [string, Slot] => [name, type]))
  }),
  native('baseNameOf', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof PathValue)
      return lastPart(value.path) ?? new Unknown('the name of the folder that holds the repository')
    const text = coerceToString(value, machine, null)
    return text instanceof Unknown ? text : (lastPart(text.replace(/\/$/, '')) ?? '')
  }),
  native('dirOf', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof PathValue)
      return value.path === ''
        ? new Unknown('the folder above the repository')
        : normalise(parent(value.path), value.inSnapshot)
    const text = coerceToString(value, machine, null)
    if (text instanceof Unknown) return text
    const slash = text.lastIndexOf('/')
    return slash < 0 ? '.' : slash === 0 ? '/' : text.slice(0, slash)
  }),
  strict('toPath', ['any'], (machine, value) => coerceToString(value, machine, null)),
  native('path', 1, (machine, [slot = null]) => {
    const args = machine.force(slot)
    const path = args instanceof AttrSet ? args.attrs.get('path') : undefined
    return path === undefined
      ? new Unknown('the store path of a copied file')
      : sourceOf(machine.force(path.slot))
  }),
  native('filterSource', 2, (machine, [, slot = null]) => sourceOf(machine.force(slot))),
  native('hashFile', 2, () => new Unknown('the hash of a file')),
  native('toFile', 2, () => new Unknown('the store path of a file')),
]

function lastPart(path: string): string | null {
  return path === '' ? null : path.slice(path.lastIndexOf('/') + 1)
}

function parent(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

/** A copy in the store: where it lies is unknown, but what it is a copy of is said. */
function sourceOf(value: Value): Unknown {
  return new Unknown(
    value instanceof PathValue ? `the store path of a copy of ${value.path}` : 'the store path of a copy',
  )
}
