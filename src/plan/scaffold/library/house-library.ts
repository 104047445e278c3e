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
  /** Names of all its exports. */
  readonly exports: ReadonlySet<string>
}

/** What a module can hand to a library file: the arguments every NixOS module gets. */
const moduleArguments = ['config', 'lib', 'options', 'pkgs', 'utils']

/** The options a module can declare for a library function that reads them off `cfg`. */
const declarable = new Set(['enable', 'package', 'user', 'group', 'dataDir', 'logLevel', 'openFirewall'])

/**
 * Finds out which exports of a library a module can use: those whose role and call shape are known, that
 * are not broken, that put no directive where systemd ignores it, and that read only options a module has.
 * @param declared names of options that modules of the repository declare: a function that reads one of them is
 *   in order, though the new module may not have it
 * @returns null where the file itself cannot be called by a module
 */
export function readHouseLibrary(
  library: Library,
  reader: SourceReader,
  declared: ReadonlySet<string> = new Set(),
): HouseLibrary | null {
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
    const usable = judge(role, exported, analysis, library, { options, declared })
    if (usable.type === 'usable') roles[role] ??= usable.export
    else if (usable.type === 'avoided') avoided.push(usable.avoided)
  }
  return {
    path: library.path,
    fileArguments,
    roles,
    exports: new Set(library.exports.map(({ name }) => name)),
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

/** Options of the new module, and of all modules that are there. */
type KnownOptions = { readonly options: ReadonlySet<string>; readonly declared: ReadonlySet<string> }

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
  { options, declared }: KnownOptions,
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
  const unknown = [...readsOfCfg(shape, analysis)].filter((read) => !options.has(read)).sort(byCodeUnit)
  const nowhere = unknown.filter((read) => !declared.has(read))
  if (declaresAll(library)) return { type: 'usable', export: { name, shape, export: exported, analysis } }
  if (nowhere.length > 0) {
    return avoid(
      `it reads ${nowhere.map((read) => `\`cfg.${read}\``).join(' and ')}, which no option declares.`,
    )
  }
  if (unknown.length > 0) return { type: 'left' }
  return { type: 'usable', export: { name, shape, export: exported, analysis } }
}

function readsOfCfg(shape: readonly ArgumentKind[], analysis: ExportAnalysis): ReadonlySet<string> {
  return analysis.reads[shape.indexOf('cfg')]?.required ?? new Set()
}

/** A library whose options come from named arguments declares what its own functions read. */
function declaresAll({ exports }: Library): boolean {
  return exports.some(
    ({ name, parameters }) => roleOf(name) === 'options' && parameters.at(-1)?.type === 'set',
  )
}
