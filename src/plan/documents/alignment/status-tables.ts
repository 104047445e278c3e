import type { AlignedPackage, Status } from '../../../model/alignment.ts'
import type { DocumentView } from '../document-view.ts'
import type { Section } from '../section.ts'

/** The packages of some statuses, as rows. */
function rows(view: DocumentView, statuses: readonly Status[]): readonly object[] {
  return view.alignment.packages
    .filter(({ status }) => statuses.includes(status))
    .map((aligned) => packageRow(aligned, view))
}

function packageRow(aligned: AlignedPackage, view: DocumentView): object {
  const { attr, org, location } = aligned.package
  return {
    attr,
    link: view.link(location.path),
    org: org ?? '(none)',
    kind: aligned.kind,
    reason: aligned.reason,
    modules: aligned.modules.map((path) => ({ path, link: view.link(path) })),
    services: aligned.services.map((option) => ({ option })),
    signs: [...aligned.evidence].sort((a, b) => b.weight - a.weight).map(({ text }) => ({ text })),
  }
}

export const servicesWithModules: Section = {
  block: 'services-with-modules',
  heading: 'Services with modules',
  level: 2,
  aliases: ['services with modules 100 coverage'],
  context: (view) => ({ rows: rows(view, ['aligned']) }),
}

export const servicesWithoutModules: Section = {
  block: 'services-without-modules',
  heading: 'Services without a module',
  level: 2,
  aliases: ['missing modules', 'no missing components'],
  context: (view) => ({ rows: rows(view, ['missing-module']) }),
}

export const toolsAndLibraries: Section = {
  block: 'tools-and-libraries',
  heading: 'Tools and libraries without modules',
  level: 2,
  aliases: ['tools libraries without modules correct by design', 'tools libraries without modules'],
  context: (view) => ({ rows: rows(view, ['not-a-service']) }),
}

export const undecidedPackages: Section = {
  block: 'undecided-packages',
  heading: 'Not decided',
  level: 2,
  aliases: [],
  context: (view) => ({ rows: rows(view, ['unknown']), disabled: rows(view, ['disabled']) }),
}

export const waivedPackages: Section = {
  block: 'waivers',
  heading: 'Waivers',
  level: 2,
  aliases: [],
  context: (view) => ({
    rows: rows(view, ['waived']),
    waivers: view.config.waivers.map(({ package: attr, reason, author }) => ({ attr, reason, author })),
  }),
}
