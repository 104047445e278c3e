import { Attr, AttrSet, PathValue, delay, type Machine, type Slot } from '../../../nix/eval/value.ts'

/** Options whose files stay paths (`nixDirPathAttrs`), so that modules know where they come from. */
const asPaths = new Set(['nixosModules', 'homeModules', 'flakelightModules'])

/**
 * What `nixDir` says of an option (flakelight, `builtinModules/nixDir.nix`): `NAME.nix` or `NAME/default.nix`, else
 * each file of the folder `NAME` by its name.
 * @returns null where there is nothing of that name
 */
export function readNixDir(folder: PathValue, name: string, machine: Machine): Slot | null {
  const { files } = machine
  for (const file of [`${name}.nix`, `${name}/default.nix`]) {
    const path = below(folder, file)
    if (files.typeOf(path.path) !== null) return delay((inner) => inner.importFile(path, null))
  }
  const entries = files.readDir(below(folder, name).path)
  if (entries === null) return null
  const found = new Map<string, Attr>()
  for (const entry of entries) {
    machine.spend(1)
    const path = below(folder, `${name}/${entry.name}`)
    const isPackage = entry.name.endsWith('.nix') || files.typeOf(`${path.path}/default.nix`) !== null
    if (entry.name === 'default.nix' || !isPackage) continue
    const key = entry.name.replace(/\.nix$/, '').replace(/^_/, '')
    const value = asPaths.has(name) ? path : delay((inner) => inner.importFile(path, null))
    found.set(key, new Attr(value, { path: fileOf(path, entry.type === 'directory'), offset: 0 }))
  }
  return new AttrSet(found)
}

function fileOf({ path }: PathValue, isFolder: boolean): string {
  return isFolder ? `${path}/default.nix` : path
}

function below(folder: PathValue, name: string): PathValue {
  return new PathValue(folder.path === '' ? name : `${folder.path}/${name}`, folder.inSnapshot)
}
