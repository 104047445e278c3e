import type { Config } from '../../config/schema.ts'
import type { Alignment } from '../../model/alignment.ts'
import type { Inventory, Module } from '../../model/inventory.ts'
import type { Problem } from '../../model/problem.ts'
import type { HistoryPoint } from './alignment-history.ts'
import { byCodeUnit } from '../text/words.ts'

/** What the sections of a document are computed from. */
export type DocumentView = {
  /** Without what the documents themselves claim wrongly: writing them corrects it, and it would come and go with them. */
  readonly alignment: Alignment
  readonly inventory: Inventory
  readonly config: Config
  /** Day of the commit described, `2026-01-02`; null for a tree without commits. */
  readonly date: string | null
  /** The document's own path. */
  readonly path: string
  /** Address of a file or folder of the repository, as seen from the document. */
  readonly link: (path: string, line?: number) => string
  /** The alignment over time, oldest first; may be empty. */
  readonly history: readonly HistoryPoint[]
  /** Folders of the modules, sorted by name. */
  readonly directories: readonly ModuleDirectory[]
}

/** A folder right below the modules' own, with all modules in it. */
export type ModuleDirectory = {
  readonly name: string
  readonly path: string
  readonly modules: readonly Module[]
  readonly category: string
}

export function documentView(
  alignment: Alignment,
  config: Config,
  document: {
    readonly path: string
    readonly date: string | null
    readonly history: readonly HistoryPoint[]
  },
): DocumentView {
  const { inventory } = alignment
  const own = [config.documents.architecture, config.documents.alignment]
  const lasting = ({ path, code }: Problem): boolean => code !== 'stale-claim' || !own.includes(path)
  return {
    alignment: { ...alignment, problems: alignment.problems.filter(lasting) },
    inventory,
    config,
    date: document.date,
    history: document.history,
    path: document.path,
    link: (path, line) => relativeLink(document.path, path) + (line === undefined ? '' : `#L${line}`),
    directories: moduleDirectories(inventory.modules, config),
  }
}

/** The address of one file of the repository in another, as Markdown takes it. */
function relativeLink(from: string, to: string): string {
  const source = from.split('/').slice(0, -1)
  const target = to.split('/').filter(Boolean)
  let common = 0
  while (common < Math.min(source.length, target.length) && source[common] === target[common]) common += 1
  const parts = [...source.slice(common).map(() => '..'), ...target.slice(common)]
  return parts.length === 0 ? '.' : parts.join('/')
}

/** Where a module that is in no folder of its own is listed. */
export const topLevel = '(top level)'

function moduleDirectories(modules: readonly Module[], config: Config): readonly ModuleDirectory[] {
  const groups = Map.groupBy(modules, ({ path }) => directoryOf(path))
  return [...groups]
    .map(([path, inside]) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      const shown = /^(modules|nixos-modules|nixosModules|nixos)?$/.test(name) ? topLevel : name
      return { name: shown, path, modules: inside, category: categoryOf(shown, inside, config) }
    })
    .sort((a, b) => byCodeUnit(a.path, b.path))
}

/** `modules/tangled` of `modules/tangled/knot.nix` and of `modules/tangled/deep/x.nix`. */
function directoryOf(path: string): string {
  const parts = path.split('/').slice(0, -1)
  const at = parts.findIndex((part) => /^(modules|nixos-modules|nixosModules)$/.test(part))
  return parts.slice(0, at < 0 ? 1 : at + 2).join('/')
}

const uncategorised = 'Uncategorised'

/** By the config where it has categories; else by what is in the folder, as {@link classOf} classes it. */
function categoryOf(name: string, modules: readonly Module[], config: Config): string {
  const { categories } = config.documents
  if (categories.length > 0) {
    return categories.find(({ directories }) => directories.includes(name))?.name ?? uncategorised
  }
  const services = modules.filter((module) => module.services.length > 0).length
  if (name === topLevel && services > 0) return 'Single services'
  return services === 0 ? 'Infrastructure and utilities' : services === 1 ? 'Single services' : 'Ecosystems'
}

/** Categories in the order of the config, or by name; what is in none comes last. */
export function categoryNames(view: DocumentView): readonly string[] {
  const configured = view.config.documents.categories.map(({ name }) => name)
  const present = [...new Set(view.directories.map(({ category }) => category))].sort(byCodeUnit)
  return [
    ...configured.filter((name) => present.includes(name)),
    ...present.filter((name) => !configured.includes(name)),
  ]
}
