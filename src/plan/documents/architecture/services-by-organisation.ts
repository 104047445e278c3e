import { topOptions } from '../../../alignment/match-modules.ts'
import { organisationsOf } from '../counts.ts'
import type { Section } from '../section.ts'

export const servicesByOrganisation: Section = {
  block: 'services-by-organisation',
  heading: 'Services Overview by Organization',
  level: 2,
  aliases: ['services by organization', 'services by organisation', 'services overview by organisation'],
  context: ({ inventory, alignment }) => {
    const orgs = organisationsOf([...inventory.modules, ...inventory.packages])
    const rows = [...orgs, null].map((org) => {
      const modules = inventory.modules.filter((module) => module.org === org)
      const packages = alignment.packages.filter((aligned) => aligned.package.org === org)
      return {
        org: org ?? '(none)',
        modules: modules.length,
        packages: packages.length,
        services: modules.flatMap(topOptions).map((option) => ({ option })),
        missing: packages.filter(({ status }) => status === 'missing-module').length,
      }
    })
    return {
      rows: rows.filter(({ modules, packages }) => modules + packages > 0),
      modules: inventory.modules.length,
      packages: inventory.packages.length,
      missing: alignment.summary.missing,
    }
  },
}
