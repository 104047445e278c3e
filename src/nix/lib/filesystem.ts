import { applyAll, strict } from '../eval/builtins/strict.ts'
import { joinPath } from '../eval/paths.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  Native,
  PathValue,
  Unknown,
  attrSet,
  delay,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'
import { makeScope } from './customisation/scopes.ts'

const nowhere = new Unknown('a folder that is not in the repository')

function folderOf(machine: Machine, slot: Slot): PathValue | Unknown {
  const value = machine.force(slot)
  return value instanceof PathValue && value.inSnapshot ? value : nowhere
}

function isOfType(name: string, wanted: 'directory' | 'regular'): Native {
  return native(name, 1, (machine, [slot = null]) => {
    const path = folderOf(machine, slot)
    return path instanceof Unknown ? path : machine.files.typeOf(path.path) === wanted
  })
}

/** How `packagesFromDirectoryRecursive` makes a package of a file, and a scope of a folder where it does. */
type Calling = { readonly callPackage: Slot; readonly newScope: Slot | null }

/** A folder with a `package.nix` is a package; another one is a set of its files and folders. */
function packagesFrom(machine: Machine, calling: Calling, directory: PathValue): Slot {
  const own = joinPath(directory, '/package.nix')
  if (own instanceof PathValue && machine.files.typeOf(own.path) !== null) {
    return applyAll(machine, machine.force(calling.callPackage), own, new AttrSet(new Map()))
  }
  const { newScope } = calling
  if (newScope === null) return packageSet(machine, calling, directory)
  const contents = native('contents', 1, (inner, [self = null]) => {
    const member = (name: string): Slot => delay((deeper) => deeper.select(deeper.force(self), name))
    return packageSet(inner, { callPackage: member('callPackage'), newScope: member('newScope') }, directory)
  })
  const scope = machine.force(makeScope(newScope, contents))
  return updateAttrs(scope, attrSet([['recurseForDerivations', true]]), machine, null)
}

function packageSet(machine: Machine, calling: Calling, directory: PathValue): Value {
  const entries = machine.files.readDir(directory.path)
  if (entries === null) return machine.fail('missing-file', `${directory.path} is not a folder`)
  machine.spend(entries.length)
  const attrs = new Map<string, Attr>()
  for (const { name, type } of entries) {
    const path = joinPath(directory, `/${name}`)
    if (path instanceof Unknown) return path
    if (type === 'directory') {
      attrs.set(
        name,
        new Attr(
          delay((inner) => packagesFrom(inner, calling, path)),
          null,
        ),
      )
    } else if (type !== 'regular') {
      return machine.fail(
        'throw',
        `packagesFromDirectoryRecursive: ${path.path} is neither a file nor a folder`,
      )
    } else if (name.endsWith('.nix')) {
      const slot = delay((inner) =>
        applyAll(inner, inner.force(calling.callPackage), path, new AttrSet(new Map())),
      )
      attrs.set(name.slice(0, -'.nix'.length), new Attr(slot, { path: path.path, offset: 0 }))
    }
  }
  return new AttrSet(attrs)
}

function packagesFromArguments(machine: Machine, args: AttrSet): Slot {
  const directory = folderOf(machine, machine.select(args, 'directory'))
  if (directory instanceof Unknown) return directory
  const newScope = args.attrs.get('newScope')?.slot ?? null
  // A scope hands in its own `callPackage`, which it does not have before its names are known.
  const callPackage = delay((inner) => inner.select(args, 'callPackage'))
  return packagesFrom(machine, { callPackage, newScope }, directory)
}

/** Every file below a folder, depth first, in order. */
function listFiles(machine: Machine, folder: PathValue): readonly Slot[] {
  const entries = machine.files.readDir(folder.path)
  if (entries === null) return machine.fail('missing-file', `${folder.path} is not a folder`)
  machine.spend(entries.length)
  return entries.flatMap(({ name, type }): readonly Slot[] => {
    const path = joinPath(folder, `/${name}`)
    return path instanceof PathValue && type === 'directory' ? listFiles(machine, path) : [path]
  })
}

/** `lib.filesystem`, beside the builtins that are in it. */
export const filesystemFunctions: readonly Native[] = [
  native('pathType', 1, (machine, [slot = null]) => {
    const path = folderOf(machine, slot)
    if (path instanceof Unknown) return path
    return machine.files.typeOf(path.path) ?? machine.fail('missing-file', `${path.path} does not exist`)
  }),
  isOfType('pathIsDirectory', 'directory'),
  isOfType('pathIsRegularFile', 'regular'),
  strict('packagesFromDirectoryRecursive', ['set'], packagesFromArguments),
]

/** Those that are not at the top of `lib`. */
export const innerFilesystemFunctions: readonly Native[] = [
  native('listFilesRecursive', 1, (machine, [slot = null]) => {
    const folder = folderOf(machine, slot)
    return folder instanceof Unknown ? folder : listFiles(machine, folder)
  }),
  native('resolveDefaultNix', 1, (machine, [slot = null]) => {
    const value = machine.force(slot)
    if (value instanceof PathValue && value.inSnapshot) {
      return machine.files.typeOf(value.path) === 'directory' ? joinPath(value, '/default.nix') : value
    }
    return new Unknown('a path that is not in the repository')
  }),
]
