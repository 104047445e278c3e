import {
  PathValue,
  Unknown,
  attrSet,
  isList,
  native,
  type Machine,
  type Slot,
  type Value,
} from '../../nix/eval/value.ts'

/**
 * vic/import-tree, called with a folder or a list of them: a module that imports every `.nix` file below, but those
 * with `/_` in their path. What its filters and maps make of the files is not known.
 */
export function makeImportTree(): Slot {
  return native('import-tree', 1, (machine, [roots = null]) => {
    const found: PathValue[] = []
    const unknown = collect(machine.force(roots), machine, found)
    return unknown ?? attrSet([['imports', found]])
  })
}

/** Adds the files of a folder, of a file, or of lists of them. */
function collect(root: Value, machine: Machine, found: PathValue[]): Unknown | null {
  if (root instanceof Unknown) return root
  if (isList(root)) {
    for (const slot of root) {
      const unknown = collect(machine.force(slot), machine, found)
      if (unknown !== null) return unknown
    }
    return null
  }
  if (!(root instanceof PathValue) || !root.inSnapshot) return new Unknown('what import-tree is called with')
  if (machine.files.typeOf(root.path) === 'directory') collectFolder(root.path, machine, found)
  else found.push(root)
  return null
}

function collectFolder(folder: string, machine: Machine, found: PathValue[]): void {
  for (const { name, type } of machine.files.readDir(folder) ?? []) {
    machine.spend(1)
    if (name.startsWith('_')) continue
    const path = folder === '' ? name : `${folder}/${name}`
    if (type === 'directory') collectFolder(path, machine, found)
    else if (name.endsWith('.nix')) found.push(new PathValue(path, true))
  }
}
