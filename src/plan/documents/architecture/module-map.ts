import { topOptions } from '../../../alignment/match-modules.ts'
import type { Config } from '../../../config/schema.ts'
import type { Module } from '../../../model/inventory.ts'
import { byCodeUnit } from '../../text/words.ts'
import { libraryUses, type LibraryUses } from '../library-uses.ts'
import type { Section } from '../section.ts'

/** Nodes that a reader can still follow in one picture. */
const readableNodes = 30

/** The map as a picture lies beside the document. */
export function mapPath({ documents }: Config): string {
  return documents.architecture.replace(/[^/]*$/, 'modules-map.svg')
}

export const moduleMap: Section = {
  block: 'module-map',
  heading: 'Map',
  level: 2,
  aliases: ['module map'],
  context: (view) => {
    const folders = view.directories.flatMap(({ name, modules }) => {
      const services = modules.filter((module) => module.services.length > 0)
      return services.length === 0 ? [] : [{ name, services }]
    })
    const uses = libraryUses(view.inventory)
    const nodes = folders.reduce((sum, { services }) => sum + services.length, uses.entrances.length)
    const whole = nodes <= readableNodes
    const joins = ({ services }: Folder): boolean =>
      services.some(({ path }) => uses.importedBy(path).length > 0)
    const joined = folders.filter(joins)
    const overview = whole ? drawModules(folders, uses) : drawFolders(joined, uses)
    return {
      picture: view.link(mapPath(view.config)),
      hasPicture: view.directories.length > 0,
      hasServices: folders.length > 0,
      overview: whole || joined.length > 0 ? overview : null,
      // Boxes without a line would only make the overview long.
      apart: whole ? [] : folders.filter((folder) => !joins(folder)).map(({ name }) => ({ name })),
      folders: whole
        ? []
        : folders.map((folder) => ({ name: folder.name, text: drawModules([folder], uses) })),
    }
  },
}

/** A folder with the modules in it that run something. */
type Folder = { readonly name: string; readonly services: readonly Module[] }

/** Folders, their modules, and the libraries these import. */
function drawModules(folders: readonly Folder[], uses: LibraryUses): string {
  const lines = ['graph LR']
  const edges: string[] = []
  const used = new Set<string>()
  for (const { name, services } of folders) {
    lines.push(`  subgraph ${nodeId(`folder ${name}`)}["${label(name)}"]`)
    for (const module of services) lines.push(`    ${nodeId(module.path)}["${label(serviceName(module))}"]`)
    lines.push('  end')
    for (const { path } of services) {
      for (const library of uses.importedBy(path)) {
        used.add(library)
        edges.push(`  ${nodeId(path)} --> ${nodeId(library)}`)
      }
    }
  }
  for (const library of [...used].sort(byCodeUnit)) lines.push(`  ${nodeId(library)}(["${label(library)}"])`)
  return `${[...lines, ...edges].join('\n')}\n`
}

/** Folders with the number of their modules, and the libraries these import. */
function drawFolders(folders: readonly Folder[], uses: LibraryUses): string {
  const lines = ['graph LR']
  const edges = new Set<string>()
  const used = new Set<string>()
  for (const { name, services } of folders) {
    lines.push(`  ${nodeId(`folder ${name}`)}["${label(name)}: ${services.length}"]`)
    for (const library of services.flatMap(({ path }) => uses.importedBy(path))) {
      used.add(library)
      edges.add(`  ${nodeId(`folder ${name}`)} --> ${nodeId(library)}`)
    }
  }
  for (const path of [...used].sort(byCodeUnit)) lines.push(`  ${nodeId(path)}(["${label(path)}"])`)
  return `${[...lines, ...edges].join('\n')}\n`
}

/** The options that run it, without `services.`; the path of a module that runs nothing. */
export function serviceName(module: Module): string {
  return (
    topOptions(module)
      .map((option) => option.replace(/^services\./, ''))
      .join(', ') || module.path
  )
}

/** A Mermaid identifier that no two paths share: other characters than letters and digits are spelt out. */
function nodeId(text: string): string {
  return `n_${text.replace(/[^A-Za-z0-9]/g, (sign) => `_${(sign.codePointAt(0) ?? 0).toString(16)}_`)}`
}

/** Text of a Mermaid label between quotes: what could end it, or is markup there, becomes an entity code. */
function label(text: string): string {
  return text.replace(/[^A-Za-z0-9 ,.:/_+-]/gu, (sign) => `#${sign.codePointAt(0) ?? 32};`)
}
