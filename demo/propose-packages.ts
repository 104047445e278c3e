import { dirname, join, posix } from 'node:path'
import { align } from '../src/alignment/align.ts'
import { openRepository } from '../src/cli/open-repository.ts'
import { buildInventory } from '../src/inventory/build-inventory.ts'
import type { AlignedPackage, Alignment } from '../src/model/alignment.ts'
import type { Snapshot } from '../src/model/snapshot.ts'
import type { NixParser } from '../src/nix/parser.ts'
import { cloneBinding } from './clone-binding.ts'
import { packageFiles } from './package-files.ts'

/** What the contributor adds. */
export type Proposal = {
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>
  /** Attributes, as users of the NUR write them. */
  readonly service: string
  readonly library: string
  readonly organisation: string | null
}

/** So many packages of the NUR are tried as models. */
const modelLimit = 12
const names = { service: 'lantern', library: 'wick' } as const

/**
 * Finds two packages to add to any NUR: a service without module and a library. They follow the layout of a package
 * that is there: their files lie beside its file, and what names it names them too. The keeper's own inventory then
 * tells whether users would get them.
 * @throws where the layout of none of its packages can be followed
 */
export async function proposePackages(folder: string): Promise<Proposal> {
  const repository = await openRepository(folder)
  const { parser, workTree, config } = repository
  const base = align(buildInventory({ snapshot: workTree, parser, config }), config)
  const modules = new Set(base.inventory.modules.map(({ path }) => path))
  const listings = [...workTree.entries.keys()].filter((path) => path.endsWith('.nix') && !modules.has(path))
  for (const model of findModels(base).slice(0, modelLimit)) {
    for (const files of draftsAfter(model, listings, workTree, parser)) {
      const snapshot = withFiles(workTree, files)
      const after = align(buildInventory({ snapshot, parser, config }), config)
      const added = after.packages.filter(
        ({ package: one }) => !base.packages.some((known) => known.package.attr === one.attr),
      )
      const service = added.find(({ kind, status }) => kind === 'service' && status === 'missing-module')
      const library = added.find(({ kind }) => kind === 'library')
      if (service === undefined || library === undefined) continue
      return {
        files,
        service: service.package.attr,
        library: library.package.attr,
        organisation: service.package.org,
      }
    }
  }
  throw new Error(
    `${base.packages.length} packages were found, and the layout of none of them can be followed`,
  )
}

/** Packages with a file of their own name; those that a module with a shared library runs come first. */
function findModels({ packages, inventory }: Alignment): readonly AlignedPackage[] {
  const libraries = new Map(inventory.modules.map(({ path, libraries: used }) => [path, used.length]))
  const rank = ({ modules, status }: AlignedPackage): number =>
    (status === 'aligned' ? 1 : 0) + (modules.some((path) => (libraries.get(path) ?? 0) > 0) ? 2 : 0)
  return packages
    .filter(({ package: { location, name, unknown } }) => unknown === null && stemOf(location.path) === name)
    .sort((a, b) => rank(b) - rank(a))
}

/** `pkgs/tangled/knot.nix` and `pkgs/by-name/kn/knot/package.nix` are files of `knot`. */
function stemOf(path: string): string {
  const base = posix.basename(path, '.nix')
  return base === 'default' || base === 'package' ? posix.basename(dirname(path)) : base
}

/**
 * Both packages after one model, in each way that a package file is commonly called.
 * @param listings files that may name packages
 */
function* draftsAfter(
  model: AlignedPackage,
  listings: readonly string[],
  snapshot: Snapshot,
  parser: NixParser,
): Generator<Readonly<Record<string, string>>> {
  const { name, location } = model.package
  const edited: Record<string, string> = {}
  for (const path of listings) {
    const text = snapshot.readText(path)
    if (text?.includes(name) !== true || path === location.path) continue
    const add = (current: string | null, next: string): string | null =>
      current === null
        ? null
        : cloneBinding(parser, { text: current, path }, { name, file: location.path }, next)
    const both = add(add(text, names.library), names.service)
    if (both !== null) edited[path] = both
  }
  for (const files of packageFiles(names)) {
    const placed = Object.entries(files).map(([added, text]) => [placeOf(location.path, name, added), text])
    if (placed.some(([path = '']) => snapshot.entries.has(path))) return
    yield { ...edited, ...(Object.fromEntries(placed) as Record<string, string>) }
  }
}

/** The same place under another name; the shard of a by-name layout follows. */
function placeOf(path: string, name: string, added: string): string {
  const parts = path.split('/')
  return parts
    .map((part, index) => {
      if (part === name || part === `${name}.nix`) return part.replace(name, added)
      const isShard = index < parts.length - 2 && parts[index + 1] === name && part === name.slice(0, 2)
      return isShard ? added.slice(0, 2) : part
    })
    .join('/')
}

function withFiles(snapshot: Snapshot, files: Readonly<Record<string, string>>): Snapshot {
  const entries = new Map(snapshot.entries)
  for (const [path, text] of Object.entries(files)) {
    entries.set(path, {
      path,
      hash: `${join('draft', path)}:${text.length}`,
      type: 'file',
      executable: false,
      size: text.length,
    })
  }
  const sorted = new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...snapshot, entries: sorted, readText: (path) => files[path] ?? snapshot.readText(path) }
}
