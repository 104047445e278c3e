import type { Section } from './section.ts'

/** What stands under the title. */
export const architectureLead: Section = {
  block: 'architecture-lead',
  heading: 'NixOS Modules Architecture',
  level: 1,
  aliases: ['nixos modules architecture package alignment', 'modules architecture'],
  context: ({ config, link }) => ({
    document: config.documents.alignment,
    documentLink: link(config.documents.alignment),
  }),
}

export const alignmentLead: Section = {
  block: 'alignment-lead',
  heading: 'Packages and Modules',
  level: 1,
  aliases: ['packages modules', 'package module alignment'],
  context: ({ config, link }) => ({
    document: config.documents.architecture,
    documentLink: link(config.documents.architecture),
  }),
}
