import { callPackage } from '../eval/call-package.ts'
import { applyAll, strict } from '../eval/builtins/strict.ts'
import { joinPath } from '../eval/paths.ts'
import { updateAttrs } from '../eval/update-attrs.ts'
import {
  Attr,
  AttrSet,
  Native,
  PathValue,
  Thunk,
  Unknown,
  attrSet,
  delay,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../eval/value.ts'

function fix(machine: Machine, fn: Slot): Value {
  const self: Thunk = delay((inner) => inner.apply(inner.force(fn), self))
  return machine.force(self)
}

/** `extends overlay base`: a function of the final set. */
function extend(overlay: Slot, base: Slot): Native {
  return native('extends', 1, (machine, [final = null]) => {
    const previous = machine.apply(machine.force(base), final)
    return updateAttrs(previous, applyAll(machine, machine.force(overlay), final, previous), machine, null)
  })
}

function compose(one: Slot, other: Slot): Native {
  return native('composed', 2, (machine, [final = null, previous = null]) => {
    const first = applyAll(machine, machine.force(one), final, previous)
    const under = delay((inner) => updateAttrs(inner.force(previous), first, inner, null))
    return updateAttrs(first, applyAll(machine, machine.force(other), final, under), machine, null)
  })
}

function makeExtensible(machine: Machine, fn: Slot, name = 'extend'): Value {
  const made: Thunk = delay((inner) =>
    updateAttrs(
      fix(inner, fn),
      attrSet([
        [
          name,
          native(name, 1, (deeper, [overlay = null]) => makeExtensible(deeper, extend(overlay, fn), name)),
        ],
      ]),
      inner,
      null,
    ),
  )
  return machine.force(made)
}

/** nixpkgs' `makeScope newScope f`: a set that `callPackage`s from itself, over the scope around it. */
function makeScope(machine: Machine, newScope: Slot, fn: Slot): Value {
  const self: Thunk = delay((inner) => {
    const own = attrSet([
      [
        'newScope',
        native('newScope', 1, (deeper, [scope = null]) =>
          deeper.apply(
            deeper.force(newScope),
            delay((last) => updateAttrs(last.force(self), last.force(scope), last, null)),
          ),
        ),
      ],
      [
        'callPackage',
        delay((deeper) =>
          deeper.apply(deeper.select(deeper.force(self), 'newScope'), new AttrSet(new Map())),
        ),
      ],
      [
        'overrideScope',
        native('overrideScope', 1, (deeper, [overlay = null]) =>
          makeScope(deeper, newScope, extend(overlay, fn)),
        ),
      ],
      [
        "overrideScope'",
        native("overrideScope'", 1, (deeper, [overlay = null]) =>
          makeScope(deeper, newScope, extend(overlay, fn)),
        ),
      ],
      ['packages', fn],
    ])
    return updateAttrs(inner.apply(inner.force(fn), self), own, inner, null)
  })
  return machine.force(self)
}

/** `callPackageWith scope`: what `newScope` gives, too. */
export function callPackageWith(scope: Slot): Native {
  return native('callPackage', 2, (machine, [target = null, args = null]) =>
    callPackage(scope, target, args, null, machine),
  )
}

function callPackagesWith(scope: Slot): Native {
  return native('callPackages', 2, (machine, [target = null, args = null]) =>
    callPackage(scope, target, args, null, machine),
  )
}

/** `packagesFromDirectoryRecursive { callPackage, directory }`: folders with a `package.nix`, and files. */
function packagesFromDirectory(machine: Machine, call: Value, directory: PathValue): Value {
  const entries = machine.files.readDir(directory.path)
  if (entries === null) return machine.fail('missing-file', `${directory.path} is not a folder`)
  const attrs = new Map<string, Attr>()
  if (entries.some(({ name }) => name === 'package.nix')) {
    return applyAll(machine, call, joinPath(directory, '/package.nix'), new AttrSet(new Map()))
  }
  for (const { name, type } of entries) {
    const path = joinPath(directory, `/${name}`)
    if (path instanceof Unknown) continue
    if (type === 'directory')
      attrs.set(
        name,
        new Attr(
          delay((inner) => packagesFromDirectory(inner, call, path)),
          null,
        ),
      )
    else if (type === 'regular' && name.endsWith('.nix')) {
      const slot = delay((inner) => applyAll(inner, call, path, new AttrSet(new Map())))
      attrs.set(name.slice(0, -4), new Attr(slot, { path: path.path, offset: 0 }))
    }
  }
  return new AttrSet(attrs)
}

/** `lib.fixedPoints` and `lib.customisation`. */
export const fixedPointFunctions: readonly Native[] = [
  native('fix', 1, (machine, [fn = null]) => fix(machine, fn)),
  native("fix'", 1, (machine, [fn = null]) => fix(machine, fn)),
  native('converge', 2, () => new Unknown('converge is not evaluated')),
  native('extends', 2, (_machine, [overlay = null, base = null]) => extend(overlay, base)),
  native('composeExtensions', 2, (_machine, [one = null, other = null]) => compose(one, other)),
  strict(
    'composeManyExtensions',
    ['list'],
    (_machine, overlays) =>
      overlays.reduceRight<Slot>(
        (rest, overlay) => compose(overlay, rest),
        native('none', 2, () => new AttrSet(new Map())),
      ) as Native,
  ),
  native('makeExtensible', 1, (machine, [fn = null]) => makeExtensible(machine, fn)),
  native('makeExtensibleWithCustomName', 2, (machine, [name = null, fn = null]) => {
    const text = machine.force(name)
    return typeof text === 'string'
      ? makeExtensible(machine, fn, text)
      : new Unknown('the name of an extension')
  }),
  native('makeScope', 2, (machine, [newScope = null, fn = null]) => makeScope(machine, newScope, fn)),
  native('makeScopeWithSplicing', 4, () => new Unknown('makeScopeWithSplicing is not evaluated')),
  native("makeScopeWithSplicing'", 2, () => new Unknown('makeScopeWithSplicing is not evaluated')),
  native('callPackageWith', 1, (_machine, [scope = null]) => callPackageWith(scope)),
  native('callPackagesWith', 1, (_machine, [scope = null]) => callPackagesWith(scope)),
  native('makeOverridable', 2, (machine, [fn = null, args = null]) => machine.apply(machine.force(fn), args)),
  native('overrideDerivation', 2, (machine, [derivation = null, change = null]) =>
    machine.apply(machine.select(machine.force(derivation), 'overrideAttrs'), change),
  ),
  native('extendDerivation', 3, (machine, [, passthru = null, derivation = null]) =>
    updateAttrs(machine.force(derivation), machine.force(passthru), machine, null),
  ),
  native('hydraJob', 1, (machine, [derivation = null]) => machine.force(derivation)),
  native('addMetaAttrs', 2, (machine, [meta = null, derivation = null]) => {
    const value = machine.force(derivation)
    const merged = delay((inner) => updateAttrs(inner.select(value, 'meta'), inner.force(meta), inner, null))
    return updateAttrs(value, attrSet([['meta', merged]]), machine, null)
  }),
  strict('packagesFromDirectoryRecursive', ['set'], (machine, args) => {
    const directory = machine.select(args, 'directory')
    if (!(directory instanceof PathValue)) return new Unknown('a folder that is not known')
    return packagesFromDirectory(machine, machine.select(args, 'callPackage'), directory)
  }),
  strict('filesystem.listFilesRecursive', ['path'], (machine, path) => {
    if (!(path instanceof PathValue) || !path.inSnapshot)
      return new Unknown('a folder that is not in the repository')
    return listFiles(machine, path)
  }),
]

/** Every file below a folder, depth first, in order. */
function listFiles(machine: Machine, folder: PathValue): Value {
  const files: Slot[] = []
  for (const { name, type } of machine.files.readDir(folder.path) ?? []) {
    const path = joinPath(folder, `/${name}`)
    if (path instanceof Unknown) continue
    if (type !== 'directory') files.push(path)
    else {
      const deeper = listFiles(machine, path)
      if (isList(deeper)) files.push(...deeper)
    }
  }
  machine.spend(files.length)
  return files
}
