import type { Section } from '../section.ts'

export const relatedDocuments: Section = {
  block: 'related-documents',
  heading: 'Related Documentation',
  level: 2,
  aliases: ['related documents'],
  context: ({ config, link }) => {
    const { alignment, data } = config.documents

    return {
      documents: [
        { path: alignment, what: 'each package with its module, or why it has none' },
        { path: data, what: 'the same as data' },
      ].map(({ path, what }) => ({ path, what, link: link(path) })),
    }
  },
}
