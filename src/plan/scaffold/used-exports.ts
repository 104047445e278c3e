import type { HouseLibrary, UsableExport } from './library/house-library.ts'
import { readUnitBuilder, type UnitBuilder } from './library/read-unit-builder.ts'
import type { SourceReader } from './library/source-reader.ts'
import type { ModuleName } from './module-name.ts'

/** The exports of the library that this module uses. */
export type UsedExports = {
  readonly options: UsableExport | null
  readonly validation: UsableExport | null
  readonly user: UsableExport | null
  readonly directories: UsableExport | null
  readonly firewall: UsableExport | null
  readonly unit: UnitBuilder | null
  /** For a unit of the module's own. */
  readonly security: UsableExport | null
  readonly restart: UsableExport | null
}

/** Decides which of the usable exports a module needs. */
export function chooseExports(
  library: HouseLibrary | null,
  name: ModuleName,
  reader: SourceReader,
): UsedExports {
  const roles = library?.roles ?? {}
  const unit =
    roles.unit === undefined
      ? null
      : readUnitBuilder(roles.unit, { service: name.name, unit: name.unit }, reader)
  const options = roles.options === undefined || roles.options.analysis.keys === null ? null : roles.options
  const keys = new Set(options?.analysis.keys ?? [])
  const reads = (usable: UsableExport | undefined, option: string): boolean =>
    usable !== undefined && readsOfCfg(usable).has(option)
  const usesUser = keys.has('user') || reads(unit?.usable, 'user')
  const usesDirectory = keys.has('dataDir') || reads(unit?.usable, 'dataDir')
  return {
    options,
    unit,
    validation: roles.validation ?? null,
    user: usesUser ? (roles.user ?? null) : null,
    directories: usesDirectory ? (roles.directories ?? null) : null,
    firewall: roles.firewall ?? null,
    security: unit === null ? (roles.security ?? null) : null,
    restart: unit === null && isServiceSection(roles.restart) ? (roles.restart ?? null) : null,
  }
}

/** Whether a set of restart settings is meant for the service section: all of its keys are directives. */
function isServiceSection(usable: UsableExport | undefined): boolean {
  const keys = usable?.analysis.keys ?? []
  return keys.length > 0 && keys.every((key) => /^[A-Z]/.test(key))
}

function readsOfCfg({ shape, analysis }: UsableExport): ReadonlySet<string> {
  const reads = analysis.reads[shape.indexOf('cfg')]
  return new Set([...(reads?.required ?? []), ...(reads?.optional ?? [])])
}

/** Options that the used functions, or the options themselves, make the module have. */
export function optionsRead(used: UsedExports): ReadonlySet<string> {
  const exports = [used.validation, used.user, used.directories, used.firewall, used.unit?.usable ?? null]
  const read = new Set(exports.flatMap((use) => (use === null ? [] : [...readsOfCfg(use)])))
  for (const key of used.options?.analysis.keys ?? []) read.add(key)
  if (read.has('user') || read.has('group')) for (const key of ['user', 'group']) read.add(key)
  return read
}
