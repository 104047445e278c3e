import { topOptions } from '../../../alignment/match-modules.ts'
import { count } from '../../text/words.ts'
import { categoryNames, topLevel } from '../document-view.ts'
import type { Section } from '../section.ts'

export const directoryStructure: Section = {
  block: 'directory-structure',
  heading: 'Module Organization',
  level: 2,
  aliases: ['module organisation', 'directory structure'],
  context: (view) => ({
    categories: categoryNames(view).map((name) => {
      const inside = view.directories.filter(({ category }) => category === name)
      return {
        name,
        countText: count(
          inside.reduce((total, { modules }) => total + modules.length, 0),
          'module',
        ),
        directories: inside.map((directory) => ({
          name: directory.name === topLevel ? topLevel : `${directory.name}/`,
          link: view.link(directory.path),
          countText: count(directory.modules.length, 'module'),
          services: directory.modules.some(({ services }) => services.length > 0),
          servicesText: count(directory.modules.flatMap(topOptions).length, 'service'),
        })),
      }
    }),
    totalText: count(view.inventory.modules.length, 'module'),
    directories: count(view.directories.length, 'directory', 'directories'),
  }),
}
