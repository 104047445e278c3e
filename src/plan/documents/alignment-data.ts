import type { Alignment } from '../../model/alignment.ts'
import type { Config } from '../../config/schema.ts'

/** Where the schema of the data is published. */
export const alignmentSchemaUrl =
  'https://raw.githubusercontent.com/atproto-nix/nur-keeper/main/docs/alignment.schema.json'

/**
 * The alignment as data, for programs and for its history: what is what and has which module, without lines
 * or dates, so that it changes only where the repository's packages and modules do.
 */
export function alignmentData({ packages, inventory, summary }: Alignment, config: Config): string {
  const data = {
    $schema: alignmentSchemaUrl,
    schemaVersion: 1,
    summary,
    packages: packages.map(({ package: pkg, kind, status, modules, services, reason }) => ({
      attr: pkg.attr,
      org: pkg.org,
      path: pkg.location.path,
      kind,
      status,
      modules,
      services,
      reason,
    })),
    modules: inventory.modules.map((module) => ({
      path: module.path,
      org: module.org,
      options: module.services.map(({ option }) => option),
      imported: module.entryPoints.length > 0,
      libraries: module.libraries,
    })),
    libraries: inventory.libraries.map(({ path, exports, usedBy }) => ({
      path,
      exports: exports.map(({ name }) => name),
      usedBy: usedBy.length,
    })),
    waivers: config.waivers.map(({ package: attr, reason, author }) => ({ package: attr, reason, author })),
  }
  return `${JSON.stringify(data, null, 2)}\n`
}
