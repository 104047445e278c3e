import type { Inventory } from '../../model/inventory.ts'
import { addImport } from '../../nix/edit/add-import.ts'
import { addListElement } from '../../nix/edit/add-list-element.ts'
import { applyEdits, type EditResult } from '../../nix/edit/text-edit.ts'
import type { NixParser } from '../../nix/parser.ts'
import { addToSet, findCollection, findNamedSet, type Collection } from './collection.ts'
import type { FileEdits } from './file-edits.ts'
import { relative } from './package-expression.ts'

/** What is left for a person, in sentences that may hold `code` in backticks; empty where all is done. */
export type Registered = { readonly decisions: readonly string[] }

/** A file that uses one of these finds its modules itself. */
const folderReaders = ['readDir', 'listFilesRecursive', 'haumea']

type Context = { readonly inventory: Inventory; readonly edits: FileEdits; readonly parser: NixParser }

/**
 * Makes the entry points reach a new module: adds it to its folder's `default.nix` (made where there is none),
 * that folder to the one above, up to the modules' own folder, and to the lists of `flake.nix` and of the
 * repository's `default.nix` where those name modules one by one.
 */
export function registerModule(path: string, context: Context): Registered {
  const folders = path.split('/').slice(0, -1)
  const root = modulesRoot(folders)
  const decisions: string[] = []
  let added = path
  let isReached = false
  for (let depth = folders.length; depth >= root; depth -= 1) {
    const aggregator = [...folders.slice(0, depth), 'default.nix'].join('/')
    if (aggregator === added) continue
    const mayCreate = depth > root && !isListedFromAbove(folders.slice(0, depth), context)
    const outcome = addTo(aggregator, added, mayCreate, context)
    if (outcome.type === 'refused')
      decisions.push(`\`${aggregator}\` does not import \`${added}\` yet: ${outcome.reason}`)
    if (outcome.type === 'none') continue
    isReached = outcome.type !== 'refused'
    added = aggregator
  }
  for (const entryPoint of ['default.nix', 'nur.nix', 'flake.nix']) {
    isReached = addToEntryPoint(entryPoint, path, folders.slice(0, root).join('/'), context) || isReached
  }
  if (!isReached && decisions.length === 0) {
    decisions.push(`No file lists modules by hand: import \`${path}\` where users are to find it.`)
  }
  return { decisions }
}

/** How many folders lead to the one that holds all modules. */
function modulesRoot(folders: readonly string[]): number {
  const at = folders.findIndex((folder) => /^(modules|nixos-modules|nixosModules)$/.test(folder))
  return at < 0 ? 1 : at + 1
}

/** Whether a folder above names files of this one directly, so that this one needs no list of its own. */
function isListedFromAbove(folder: readonly string[], { inventory }: Context): boolean {
  const inside = `${folder.join('/')}/`
  const above = new Set(folder.map((_part, depth) => [...folder.slice(0, depth), 'default.nix'].join('/')))
  return inventory.facts.some(
    ({ path, fileReferences }) =>
      above.has(path) &&
      fileReferences.some(({ target, use }) => use !== 'read' && target.startsWith(inside)),
  )
}

type Outcome = { readonly type: 'done' | 'none' } | { readonly type: 'refused'; readonly reason: string }

/** Adds a file to the aggregator of a folder. */
function addTo(aggregator: string, added: string, mayCreate: boolean, context: Context): Outcome {
  const { edits, parser, inventory } = context
  const text = edits.read(aggregator)
  const file = relative(aggregator, added)
  if (file === null) return { type: 'refused', reason: 'Nix cannot write its path.' }
  if (text === null) {
    if (!mayCreate) return { type: 'none' }
    edits.write(aggregator, newAggregator(aggregator, added, file, context))
    return { type: 'done' }
  }
  const parsed = parser.parse(text)
  if (parsed.errors.length > 0) return { type: 'refused', reason: 'it does not parse.' }
  const mentions = inventory.facts.find((facts) => facts.path === aggregator)?.mentions
  if (folderReaders.some((reader) => mentions?.has(reader) === true)) return { type: 'done' }
  const collection = findCollection(parsed, aggregator, siblingsOf(aggregator, edits))
  if (collection === null) return { type: 'refused', reason: 'how it lists its modules is not understood.' }
  return applyTo(aggregator, text, addToCollection(collection, text, added, file, parser), edits)
}

/** Says whether a name is that of a module file or a folder beside another file. */
function siblingsOf(file: string, edits: FileEdits): (name: string) => boolean {
  const folder = file.split('/').slice(0, -1)
  const inFolder = (name: string): string => [...folder, name].join('/')
  return (name) =>
    [name, `${name}.nix`, `${name}/default.nix`].some((path) => edits.read(inFolder(path)) !== null)
}

function addToCollection(
  collection: Collection,
  text: string,
  added: string,
  file: string,
  parser: NixParser,
): EditResult {
  const name = nameOf(added)
  switch (collection.type) {
    case 'imports':
      return addImport(parser, text, file)
    case 'list':
      return addListElement(parser, text, [], file)
    case 'names':
      return collection.add(name, parser)
    case 'set':
      return addToSet(collection, name, added, parser)
  }
}

function applyTo(path: string, text: string, result: EditResult, edits: FileEdits): Outcome {
  if (!result.ok) return { type: 'refused', reason: `${result.reason}.` }
  if (result.edits.length > 0) edits.write(path, applyEdits(text, result.edits))
  return { type: 'done' }
}

/** `tangled` of `modules/tangled/default.nix`, `knot` of `modules/tangled/knot.nix`. */
function nameOf(path: string): string {
  const parts = path.replace(/\/default\.nix$/, '').split('/')
  return (parts.at(-1) ?? '').replace(/\.nix$/, '')
}

/** A folder's `default.nix` as its neighbours have theirs: a set of names, or a module of imports. */
function newAggregator(
  aggregator: string,
  added: string,
  file: string,
  { edits, parser, inventory }: Context,
): string {
  const parent = aggregator.split('/').slice(0, -2).join('/')
  const neighbours = inventory.facts
    .map(({ path }) => path)
    .filter(
      (path) => path.startsWith(`${parent}/`) && /^[^/]+\/default\.nix$/.test(path.slice(parent.length + 1)),
    )
  for (const neighbour of neighbours) {
    const text = edits.read(neighbour)
    const collection = text === null ? null : findCollection(parser.parse(text), neighbour, () => false)
    if (collection?.type === 'set') {
      return `{\n  ${nameOf(added)} = ${collection.imports ? 'import ' : ''}${file};\n}\n`
    }
    if (collection !== null) break
  }
  return `{\n  imports = [\n    ${file}\n  ];\n}\n`
}

/** Adds to a set of modules that an entry point writes out; where its entries are folders, the folder. */
function addToEntryPoint(
  entryPoint: string,
  path: string,
  root: string,
  { edits, parser }: Context,
): boolean {
  const text = edits.read(entryPoint)
  if (text === null) return false
  const parsed = parser.parse(text)
  const collection =
    parsed.errors.length > 0 ? null : findNamedSet(parsed, entryPoint, ['nixosModules', 'modules'])
  if (collection === null) return false
  const folders = path.split('/').slice(0, -1)
  const reaching = folders.map((_folder, index) => folders.slice(0, index + 1).join('/'))
  const targets = new Set(collection.targets.map((target) => target.replace(/\/default\.nix$/, '')))
  if (targets.has(path) || reaching.some((folder) => targets.has(folder))) return true
  const inRoot = [...targets].filter((target) => target.startsWith(`${root}/`))
  if (inRoot.length === 0) return false
  const byFolder = inRoot.every((target) => !target.endsWith('.nix'))
  const added =
    byFolder && folders.join('/') !== root ? `${reaching.at(root.split('/').length) ?? ''}/default.nix` : path
  return applyTo(entryPoint, text, addToSet(collection, nameOf(added), added, parser), edits).type === 'done'
}
