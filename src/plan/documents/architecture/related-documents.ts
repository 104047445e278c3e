import { historyPaths } from '../alignment-history.ts'
import type { Section } from '../section.ts'
import { mapPath } from './module-map.ts'

export const relatedDocuments: Section = {
  block: 'related-documents',
  heading: 'Related Documentation',
  level: 2,
  aliases: ['related documents'],
  context: ({ config, directories, history, link }) => {
    const { alignment, data } = config.documents
    const { picture } = historyPaths(config)
    return {
      documents: [
        { path: alignment, what: 'each package with its module, or why it has none' },
        { path: data, what: 'the same as data' },
        ...(history.length > 0 ? [{ path: picture, what: 'the alignment over time' }] : []),
        ...(directories.length > 0
          ? [{ path: mapPath(config), what: 'the map of modules and libraries as a picture' }]
          : []),
      ].map(({ path, what }) => ({ path, what, link: link(path) })),
    }
  },
}
