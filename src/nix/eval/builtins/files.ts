import { coerceToPathText, takeText } from '../coerce.ts'
import { normalise, pathOfText, textOfPath } from '../paths.ts'
import {
  type FileText,
  AttrSet,
  Native,
  PathValue,
  Unknown,
  attrSet,
  type Machine,
  type Slot,
  type Value,
} from '../value.ts'
import { strict } from './strict.ts'
import { hash } from './strings.ts'
import { utf8 } from './text-bytes.ts'

/** Files of the snapshot. */
export const fileBuiltins: readonly Native[] = [
  forced('import', (machine, value) => {
    const path = pathOf(machine, value)
    return path instanceof Unknown ? machine.importUnknown(path) : machine.fileSlot(path, null)
  }),
  strict('scopedImport', ['set', 'any'], scopedImport),
  onPath('pathExists', (machine, { path }) => machine.files.typeOf(path) !== null),
  onPath('readFile', (machine, { path }) => {
    const text = readText(machine, path)
    if (text instanceof Unknown) return text
    takeText(machine, text.length)
    // A string of Nix ends at its first NUL; a file that holds one is refused.
    return text.includes('\0') ? machine.fail('invalid-value', `${path} holds a NUL character`) : text
  }),
  onPath('readDir', (machine, { path }) => {
    const entries = machine.files.readDir(path)
    if (entries === null) return machine.fail('missing-file', `${path} is not a folder`)
    machine.spend(entries.length)
    machine.allocate(8 * entries.length)
    return attrSet(entries.map(({ name, type }): [string, Slot] => [name, type]))
  }),
  strict('hashFile', ['string', 'any'], (machine, algorithm, value) =>
    withPath(machine, value, ({ path }) => {
      const text = readText(machine, path)
      return text instanceof Unknown ? text : hash(machine, algorithm, utf8(text))
    }),
  ),
  forced('baseNameOf', baseNameOf),
  forced('dirOf', dirOf),
  strict('toPath', ['value'], (machine, value) => {
    const path = pathOf(machine, value)
    if (path instanceof Unknown) return path
    return path.inSnapshot ? textOfPath(path.path, 'none') : `/${path.path}`
  }),
  strict('path', ['set'], (_machine, set) => sourceOf(set.attrs.get('path')?.slot ?? null)),
  strict('filterSource', ['lazy', 'any'], (_machine, _filter, value) => sourceOf(value)),
]

/** Builtins that not every version of Nix has. */
export const recentFileBuiltins: readonly Native[] = [
  onPath('readFileType', (machine, { path }) => {
    return machine.files.typeOf(path) ?? machine.fail('missing-file', `${path} does not exist`)
  }),
]

/** A native of one forced argument, which may be unknown. */
function forced(name: string, run: (machine: Machine, value: Value) => Slot): Native {
  const runForced: Native['run'] = (machine, [slot = null]) => run(machine, machine.force(slot))
  return new Native(name, 1, runForced, [], null, { checks: [() => null] })
}

/** A native of one path inside the snapshot; a path elsewhere is unknown. */
function onPath(name: string, run: (machine: Machine, path: PathValue) => Value): Native {
  return forced(name, (machine, value) => withPath(machine, value, (path) => run(machine, path)))
}

function withPath(machine: Machine, value: Value, run: (path: PathValue) => Value): Value {
  const path = pathOf(machine, value)
  if (path instanceof Unknown) return new Unknown(path.reason)
  if (!path.inSnapshot) return new Unknown(`/${path.path} is not in the repository`)
  const opacity = machine.files.opacity(path.path)
  return opacity === null ? run(path) : new Unknown(opacity)
}

/** A path argument: a path, or text that is an absolute one. */
function pathOf(machine: Machine, value: Value): PathValue | Unknown {
  if (value instanceof PathValue) return value
  if (value instanceof Unknown && value.file === null) return value
  const outPath = value instanceof AttrSet ? value.attrs.get('outPath') : undefined
  // Text loses where an unknown comes from, which `externals` goes by.
  if (outPath !== undefined) return pathOf(machine, machine.force(outPath.slot))
  const text = coerceToPathText(value, machine, null)
  if (text instanceof Unknown) {
    if (text.file === null) return text
    return goesThroughFolders(machine, text.file)
      ? pathOfText(text.file)
      : new Unknown('a path that goes on behind what is no folder')
  }
  if (!text.startsWith('/')) return machine.fail('invalid-value', `"${text}" is not an absolute path`)
  return normalise(text.slice(1), false)
}

/** Whether all that `x/..`, `x/.` and `x/` go on from are folders. Else the system refuses them, and not every Nix asks it. */
function goesThroughFolders(machine: Machine, { end, root }: FileText): boolean {
  const names = root === '' ? [] : [root]
  for (const part of end.split('/').slice(1)) {
    if (part !== '' && part !== '.' && part !== '..') names.push(part)
    else if (names.length > 0 && machine.files.typeOf(names.join('/')) !== 'directory') return false
    else if (part === '..') names.pop()
  }
  return true
}

function readText(machine: Machine, path: string): string | Unknown {
  if (machine.files.typeOf(path) !== 'regular') {
    return machine.fail('missing-file', `${path === '' ? 'the repository' : path} is not a file`)
  }
  return machine.files.readText(path) ?? new Unknown(`${path} is not text that can be read`)
}

function scopedImport(machine: Machine, scope: AttrSet, value: Value): Slot {
  const path = pathOf(machine, value)
  if (path instanceof Unknown) return new Unknown(path.reason)
  if (scope.rest !== null || scope.maybe !== null) return new Unknown('a file whose scope is not known')
  const names = new Map([...scope.attrs].map(([name, { slot }]) => [name, slot]))
  return machine.fileSlot(path, null, names)
}

function baseNameOf(machine: Machine, value: Value): Value {
  if (value instanceof Unknown && value.file === null) return new Unknown(value.reason)
  const text = coerceToPathText(value, machine, null)
  if (typeof text === 'string') return lastPart(text)
  const end = text.file?.copy === 'none' ? text.file.end : ''
  return end.includes('/') && !/^\/*$/.test(end) ? lastPart(end) : new Unknown('the name of a folder on disk')
}

/** Nix leaves out one slash at the end; since 2.19 all of them. */
function lastPart(text: string): string | Unknown {
  if (text.endsWith('//')) return new Unknown('the last part of a path with two slashes at its end')
  const end = text.length > 1 && text.endsWith('/') ? text.length - 1 : text.length
  return text.slice(text.lastIndexOf('/', end - 1) + 1, end)
}

function dirOf(machine: Machine, value: Value): Value {
  if (value instanceof PathValue) {
    return value.path === '' && value.inSnapshot
      ? new Unknown('the folder above the repository')
      : new PathValue(value.path.slice(0, Math.max(value.path.lastIndexOf('/'), 0)), value.inSnapshot)
  }
  if (value instanceof Unknown && value.file === null) return new Unknown(value.reason)
  const text = coerceToPathText(value, machine, null)
  if (text instanceof Unknown) return folderOfText(text)
  const slash = text.lastIndexOf('/')
  return slash < 0 ? '.' : slash === 0 ? '/' : text.slice(0, slash)
}

function folderOfText({ reason, file }: Unknown): Unknown {
  const slash = file?.end.lastIndexOf('/') ?? -1
  if (file === null || file.copy === 'file' || slash < 0) return new Unknown(reason)
  return new Unknown(reason, null, null, { ...file, end: file.end.slice(0, slash) })
}

/** A copy in the store: where it lies is unknown, but what it is a copy of is said. */
function sourceOf(slot: Slot): Unknown {
  const from = slot instanceof PathValue && slot.inSnapshot ? ` of ${slot.path}` : ''
  return new Unknown(`the store path of a copy${from}`)
}
