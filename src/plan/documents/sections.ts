import { orphanModules } from './alignment/orphan-modules.ts'
import {
  servicesWithModules,
  servicesWithoutModules,
  toolsAndLibraries,
  undecidedPackages,
  waivedPackages,
} from './alignment/status-tables.ts'
import { summaryStatistics } from './alignment/summary-statistics.ts'
import { alignmentLead, architectureLead } from './lead.ts'
import { bestPractices } from './architecture/best-practices.ts'
import { conclusion } from './architecture/conclusion.ts'
import { deploymentPatterns } from './architecture/deployment-patterns.ts'
import { directoryStructure } from './architecture/directory-structure.ts'
import { executiveSummary } from './architecture/executive-summary.ts'
import { keyFindings } from './architecture/key-findings.ts'
import { moduleClassification } from './architecture/module-classification.ts'
import { moduleMap } from './architecture/module-map.ts'
import { modulePatterns } from './architecture/module-patterns.ts'
import { packageAlignment } from './architecture/package-alignment.ts'
import { relatedDocuments } from './architecture/related-documents.ts'
import { servicesByOrganisation } from './architecture/services-by-organisation.ts'
import { sharedLibraries } from './architecture/shared-libraries.ts'
import type { Section } from './section.ts'

/** A document that the keeper writes: its sections in order, the title's first. */
export type DocumentOutline = { readonly sections: readonly Section[] }

export const architectureOutline: DocumentOutline = {
  sections: [
    architectureLead,
    executiveSummary,
    directoryStructure,
    moduleClassification,
    moduleMap,
    sharedLibraries,
    modulePatterns,
    packageAlignment,
    keyFindings,
    deploymentPatterns,
    bestPractices,
    servicesByOrganisation,
    relatedDocuments,
    conclusion,
  ],
}

export const alignmentOutline: DocumentOutline = {
  sections: [
    alignmentLead,
    summaryStatistics,
    servicesWithoutModules,
    servicesWithModules,
    toolsAndLibraries,
    undecidedPackages,
    waivedPackages,
    orphanModules,
  ],
}
