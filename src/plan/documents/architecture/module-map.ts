import { topOptions } from '../../../alignment/match-modules.ts'
import type { Module } from '../../../model/inventory.ts'
import { byCodeUnit } from '../../text/words.ts'
import type { DocumentView, ModuleDirectory } from '../document-view.ts'
import type { Section } from '../section.ts'

/** Nodes that a reader can still follow in one picture. */
const readableNodes = 30

export const moduleMap: Section = {
  block: 'module-map',
  heading: 'Map',
  level: 2,
  aliases: ['module map'],
  context: (view) => {
    const services = view.directories.flatMap(({ modules }) =>
      modules.filter((module) => module.services.length > 0),
    )
    const whole = services.length + view.inventory.libraries.length <= readableNodes
    const overview =
      services.length === 0 ? null : whole ? drawModules(view.directories, view) : drawFolders(view)
    return {
      overview,
      folders: whole
        ? []
        : view.directories
            .filter(({ modules }) => modules.some((module) => module.services.length > 0))
            .map((directory) => ({ name: directory.name, text: drawModules([directory], view) })),
    }
  },
}

/** Folders, their modules, and the libraries these import. */
function drawModules(directories: readonly ModuleDirectory[], view: DocumentView): string {
  const lines = ['graph LR']
  const edges: string[] = []
  const used = new Set<string>()
  for (const { name, modules } of directories) {
    const services = modules.filter((module) => module.services.length > 0)
    if (services.length === 0) continue
    lines.push(`  subgraph ${nodeId(`folder ${name}`)}["${label(name)}"]`)
    for (const module of services) lines.push(`    ${nodeId(module.path)}["${label(serviceName(module))}"]`)
    lines.push('  end')
    for (const { path, libraries } of services) {
      for (const library of libraries) {
        used.add(library)
        edges.push(`  ${nodeId(path)} --> ${nodeId(library)}`)
      }
    }
  }
  for (const library of [...used].sort(byCodeUnit)) lines.push(`  ${nodeId(library)}(["${label(library)}"])`)
  return [...lines, ...edges].join('\n') + (view.directories.length === 0 ? '' : '\n')
}

/** Folders with the number of their modules, and the libraries these import. */
function drawFolders(view: DocumentView): string {
  const lines = ['graph LR']
  const edges = new Set<string>()
  const used = new Set<string>()
  for (const { name, modules } of view.directories) {
    const services = modules.filter((module) => module.services.length > 0)
    if (services.length === 0) continue
    lines.push(`  ${nodeId(`folder ${name}`)}["${label(name)}: ${services.length}"]`)
    for (const library of services.flatMap(({ libraries }) => libraries)) {
      used.add(library)
      edges.add(`  ${nodeId(`folder ${name}`)} --> ${nodeId(library)}`)
    }
  }
  for (const path of [...used].sort(byCodeUnit)) lines.push(`  ${nodeId(path)}(["${label(path)}"])`)
  return `${[...lines, ...edges].join('\n')}\n`
}

function serviceName(module: Module): string {
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
