import type { Section } from '../section.ts'

export const orphanModules: Section = {
  block: 'orphan-modules',
  heading: 'Modules that no entry point imports',
  level: 2,
  aliases: ['orphans', 'orphan modules'],
  context: (view) => ({
    modules: view.inventory.modules
      .filter(({ entryPoints }) => entryPoints.length === 0)
      .map(({ path, services }) => ({
        path,
        link: view.link(path),
        services: services.map(({ option }) => ({ option })),
      })),
    unknown:
      view.inventory.entryPoints.find(
        ({ unknown, exports }) => unknown !== null && exports.includes('modules'),
      )?.unknown ?? null,
  }),
}
