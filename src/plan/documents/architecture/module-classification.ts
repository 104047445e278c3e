import { count } from '../../text/words.ts'
import { classOf, type ModuleClass } from '../counts.ts'
import type { DocumentView } from '../document-view.ts'
import type { Section } from '../section.ts'

const purposes: Readonly<Record<ModuleClass, string>> = {
  ecosystem: 'Services that belong together: their folder has several',
  service: 'A service of its own',
  utility: 'Options without a service to enable',
}

export const moduleClassification: Section = {
  block: 'module-classification',
  heading: 'Module Classification',
  level: 3,
  aliases: [],
  context: (view) => {
    const classes = (['ecosystem', 'service', 'utility'] as const).map((name) => ({
      name: name.charAt(0).toUpperCase() + name.slice(1),
      ...countClass(view, name),
      purpose: purposes[name],
    }))
    const libraries = view.inventory.libraries.length
    return {
      classes,
      total: view.inventory.modules.length,
      librariesText: count(libraries, 'shared library', 'shared libraries'),
    }
  },
}

function countClass(view: DocumentView, wanted: ModuleClass): { count: number; examples: readonly object[] } {
  const folders = view.directories
    .map(({ name, modules }) => ({
      name,
      count: modules.filter((module) => classOf(module, modules) === wanted).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
  const total = folders.reduce((sum, folder) => sum + folder.count, 0)
  return { count: total, examples: folders.slice(0, 3) }
}
