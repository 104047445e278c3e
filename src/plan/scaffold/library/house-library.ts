import type { Library, LibraryExport } from '../../../model/inventory.ts'
import { byCodeUnit } from '../../text/words.ts'
import type { AvoidedExport } from '../scaffold-plan.ts'
import { analyseExport, type ExportAnalysis } from './analyse-export.ts'
import { callShape, roleOf, type ArgumentKind, type Role } from './roles.ts'
import type { SourceReader } from './source-reader.ts'

/** An export that works, with how it is called. */
export type UsableExport = {
  readonly name: string
  readonly shape: readonly ArgumentKind[]
  readonly export: LibraryExport
  readonly analysis: ExportAnalysis
}

/** A shared library as a new module may use it. */
export type HouseLibrary = {
  readonly path: string
  /** Arguments of the file itself that the module passes on: `lib`, `pkgs`. */
  readonly fileArguments: readonly string[]
  readonly roles: Readonly<Partial<Record<Role, UsableExport>>>
  readonly avoided: readonly AvoidedExport[]
}

/** What a module can hand to a library file: the arguments every NixOS module gets. */
const moduleArguments = ['config', 'lib', 'options', 'pkgs', 'utils']

/** The options a module can declare for a library function that reads them off `cfg`. */
const declarable = new Set(['enable', 'package', 'user', 'group', 'dataDir', 'logLevel', 'openFirewall'])

/**
 * Finds out which exports of a library a module can use: those whose role and call shape are known, that
 * are not broken, that put no directive where systemd ignores it, and that read only options a module has.
 * @returns null where the file itself cannot be called by a module
 */
export function readHouseLibrary(library: Library, reader: SourceReader): HouseLibrary | null {
  const fileArguments = argumentsOf(library)
  if (fileArguments === null) return null
  const roles: Partial<Record<Role, UsableExport>> = {}
  const avoided: AvoidedExport[] = []
  const analysed = library.exports.flatMap((exported) => {
    const role = roleOf(exported.name)
    return role === null
      ? []
      : [{ role, exported, analysis: analyseExport(reader, library.path, exported.name) }]
  })
  const options = new Set(declarable)
  for (const { role, analysis } of analysed) {
    if (role === 'options') for (const key of analysis?.keys ?? []) options.add(key)
  }
  for (const { role, exported, analysis } of analysed) {
    const usable = judge(role, exported, analysis, library, options)
    if (usable.type === 'usable') roles[role] ??= usable.export
    else if (usable.type === 'avoided') avoided.push(usable.avoided)
  }
  return {
    path: library.path,
    fileArguments,
    roles,
    avoided: avoided.sort((a, b) => byCodeUnit(a.name, b.name)),
  }
}

function argumentsOf({ arguments: parameter }: Library): readonly string[] | null {
  if (parameter === null) return []
  if (parameter.type === 'name') return null
  return parameter.required.every((name) => moduleArguments.includes(name))
    ? [...parameter.required].sort(byCodeUnit)
    : null
}

type Judgement =
  | { readonly type: 'usable'; readonly export: UsableExport }
  | { readonly type: 'avoided'; readonly avoided: AvoidedExport }
  /** Not understood: no fault of the library's. */
  | { readonly type: 'left' }

function judge(
  role: Role,
  exported: LibraryExport,
  analysis: ExportAnalysis | null,
  library: Library,
  options: ReadonlySet<string>,
): Judgement {
  const { name, location } = exported
  const avoid = (reason: string, path = location.path, line = location.line): Judgement => ({
    type: 'avoided',
    avoided: { name, reason, path, line },
  })
  const broken = library.broken.get(name)
  if (broken !== undefined) return avoid(broken)
  const shape = callShape(role, exported)
  if (shape === null || analysis === null) return { type: 'left' }
  if (analysis.misplaced !== null) {
    const { directive, path, line } = analysis.misplaced
    return avoid(`it puts \`${directive}\` into the service section, where systemd ignores it.`, path, line)
  }
  const cfg = shape.indexOf('cfg')
  const unknown = [...(analysis.reads[cfg]?.required ?? [])]
    .filter((read) => !options.has(read))
    .sort(byCodeUnit)
  if (cfg >= 0 && unknown.length > 0) {
    return avoid(
      `it reads ${unknown.map((read) => `\`cfg.${read}\``).join(' and ')}, which no option declares.`,
    )
  }
  return { type: 'usable', export: { name, shape, export: exported, analysis } }
}
