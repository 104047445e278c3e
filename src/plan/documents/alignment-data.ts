import { z } from 'zod'
import type { Config } from '../../config/schema.ts'
import type { Alignment } from '../../model/alignment.ts'

const path = z.string().describe('From the root of the repository.')
const org = z.string().nullable().describe('The folder that groups it; null where none does.')
const count = z.int().min(0)

/** The one schema of the alignment as data. Additions keep the version; anything else raises it. */
const alignmentDataSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    summary: z
      .strictObject({
        packages: count,
        services: count.describe('Packages that need a module.'),
        modules: count,
        libraries: count,
        organisations: count,
        aligned: count,
        missing: count,
        waived: count,
        alignment: z.int().min(0).max(100).describe('Aligned services in percent, rounded down.'),
      })
      .describe('How many there are of each.'),
    packages: z.array(
      z.strictObject({
        attr: z.string().describe('What users write: `tangled-knot`.'),
        org,
        path,
        kind: z.enum(['service', 'tool', 'library', 'frontend', 'unknown']),
        status: z.enum(['aligned', 'missing-module', 'not-a-service', 'waived', 'disabled', 'unknown']),
        modules: z.array(path).describe('Modules that configure it.'),
        services: z.array(z.string()).describe('Option sets of those modules that run it.'),
        reason: z.string().describe('Why it has that status.'),
      }),
    ),
    modules: z.array(
      z.strictObject({
        path,
        org,
        options: z.array(z.string()).describe('Option sets that hold an `enable`.'),
        imported: z.boolean().describe('Whether an entry point reaches it.'),
        libraries: z.array(path).describe('Shared libraries it imports.'),
      }),
    ),
    libraries: z.array(z.strictObject({ path, exports: z.array(z.string()), usedBy: count })),
    waivers: z.array(z.strictObject({ package: z.string(), reason: z.string(), author: z.string() })),
  })
  .describe('The packages and modules of a repository and how they belong together, as nur-keeper sees them.')

/** The schema as JSON Schema (draft 2020-12), for the docs. */
export function alignmentJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(alignmentDataSchema), title: 'nur-keeper alignment' }
}

/**
 * The alignment as data, for programs and for its history: what is what and has which module, without lines
 * or dates, so that it changes only where the repository's packages and modules do.
 */
export function alignmentData({ packages, inventory, summary }: Alignment, config: Config): string {
  const data: z.output<typeof alignmentDataSchema> = {
    schemaVersion: 1,
    summary: { ...summary },
    packages: packages.map(({ package: pkg, kind, status, modules, services, reason }) => ({
      attr: pkg.attr,
      org: pkg.org,
      path: pkg.location.path,
      kind,
      status,
      modules: [...modules],
      services: [...services],
      reason,
    })),
    modules: inventory.modules.map((module) => ({
      path: module.path,
      org: module.org,
      options: module.services.map(({ option }) => option),
      imported: module.entryPoints.length > 0,
      libraries: [...module.libraries],
    })),
    libraries: inventory.libraries.map((library) => ({
      path: library.path,
      exports: library.exports.map(({ name }) => name),
      usedBy: library.usedBy.length,
    })),
    waivers: config.waivers.map(({ package: attr, reason, author }) => ({ package: attr, reason, author })),
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

/** The badge of a README, for the "endpoint" of shields.io. */
export function badgeData({ summary }: Alignment): string {
  const { aligned, missing, alignment } = summary
  const services = aligned + missing
  const color = alignment === 100 ? 'brightgreen' : alignment >= 80 ? 'yellow' : 'orange'
  const message = services === 0 ? 'no services' : `${aligned} of ${services} services`
  return `${JSON.stringify({ schemaVersion: 1, label: 'modules', message, color }, null, 2)}\n`
}
