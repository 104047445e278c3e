import type { Evidence, Kind, Module, Package } from '../../model/inventory.ts'
import { declaredSigns } from './declared-signs.ts'
import { builderSigns, descriptionSigns, nameSigns, type WordSign } from './word-signs.ts'

/** Below this sum of weights, a kind is not told. */
export const confidence = 0.6
/** By this much a kind must lead the next one. */
export const lead = 0.2
/** In a repository without a module of that sort, hints alone never make a package a service. */
const hintLimitWithoutModules = 0.5

export type KindContext = {
  /** What the repository's config says it is. */
  readonly configured: Exclude<Kind, 'unknown'> | null
  /** The modules that configure it. */
  readonly modules: readonly Module[]
  readonly siblings: SiblingBuilders
  /** Whether the repository has a module that runs a service at all. */
  readonly hasServiceModules: boolean
}

/** Of the packages of one organisation, by builder: how many there are, and how many of them a module runs. */
export type SiblingBuilders = ReadonlyMap<string, { readonly all: number; readonly run: number }>

export type DecidedKind = { readonly kind: Kind; readonly evidence: readonly Evidence[] }

/**
 * Tells what a package is from what it declares, else from hints that are added up.
 * @returns the kind, `unknown` where the signs do not suffice, and each sign with its weight
 */
export function decideKind(pkg: Package, context: KindContext): DecidedKind {
  if (context.configured !== null) {
    const text = `the config says that it is a ${context.configured}`
    return { kind: context.configured, evidence: [{ kind: context.configured, weight: 1, text }] }
  }
  const declared = declaredSigns(pkg)
  const strongest = strongestKind(declared)
  if (strongest !== null) return { kind: strongest, evidence: declared }
  const run = moduleSigns(context.modules)
  const hints = [
    ...nameHints(pkg),
    ...descriptionHints(pkg),
    ...builderHints(pkg),
    ...siblingHints(pkg, context),
  ]
  const evidence = [...declared, ...run, ...hints]
  const kind = strongestKind(evidence)
  const guessed = kind === 'service' && run.length === 0 && !context.hasServiceModules
  if (guessed && sum(hints, 'service') + hintLimitWithoutModules >= confidence) {
    const text = 'the repository has no module that runs a service, so hints alone do not make it one'
    return { kind: 'unknown', evidence: [...evidence, { kind: 'unknown', weight: 0, text }] }
  }
  return { kind: kind ?? 'unknown', evidence }
}

/** The kind whose signs suffice and lead clearly; null where there is none. */
function strongestKind(evidence: readonly Evidence[]): Kind | null {
  const kinds: readonly Kind[] = ['service', 'tool', 'library', 'frontend']
  const ranked = kinds
    .map((kind) => ({ kind, weight: sum(evidence, kind) }))
    .sort((one, other) => other.weight - one.weight)
  const [first, second] = ranked
  if (!first || !second || first.weight < confidence || first.weight - second.weight < lead) return null
  return first.kind
}

function sum(evidence: readonly Evidence[], kind: Kind): number {
  const total = evidence.reduce((weight, sign) => weight + (sign.kind === kind ? sign.weight : 0), 0)
  return Math.round(total * 100) / 100
}

function moduleSigns(modules: readonly Module[]): readonly Evidence[] {
  return modules.flatMap((module): readonly Evidence[] => {
    if (module.units.length > 0)
      return [{ kind: 'service', weight: 0.8, text: `${module.path} runs it as ${module.units.join(', ')}` }]
    const services = module.services.map(({ option }) => option)
    const [option] = services
    if (option === undefined) return []
    if (option.startsWith('programs.'))
      return [{ kind: 'tool', weight: 0.7, text: `${module.path} configures it as ${option}` }]
    // A module that is known to run nothing may put a page into a web server, or a program into the path.
    const weight = module.runsNothing ? 0.4 : 0.7
    return [{ kind: 'service', weight, text: `${module.path} configures it as ${option}` }]
  })
}

function nameHints(pkg: Package): readonly Evidence[] {
  const names = new Set([pkg.pname ?? pkg.name, pkg.mainProgram ?? pkg.name])
  const hints: Evidence[] = []
  for (const name of names) {
    const last = name.toLowerCase().split(/[-_.]/).at(-1) ?? ''
    for (const sign of nameSigns)
      if (sign.words.includes(last))
        hints.push({ kind: sign.kind, weight: sign.weight, text: `its name ${name} ends in "${last}"` })
  }
  const program = pkg.mainProgram
  if (program !== null && program === `${pkg.pname ?? pkg.name}d`)
    hints.push({ kind: 'service', weight: 0.4, text: `its program ${program} is named like a daemon` })
  return strongestPerKind(hints)
}

function descriptionHints(pkg: Package): readonly Evidence[] {
  if (pkg.description === null) return []
  let text = ` ${pkg.description.toLowerCase().replace(/[^a-z0-9-]+/g, ' ')} `
  const hints: Evidence[] = []
  for (const sign of descriptionSigns)
    for (const word of sign.words) {
      if (!text.includes(` ${word} `)) continue
      // What a plugin is for does not say what the plugin is.
      text = word.endsWith(' for')
        ? `${text.slice(0, text.indexOf(` ${word} `))} | `
        : text.replaceAll(` ${word} `, ' | ')
      hints.push({ kind: sign.kind, weight: sign.weight, text: `its description says "${word}"` })
    }
  return strongestPerKind(hints)
}

function builderHints(pkg: Package): readonly Evidence[] {
  const builder = pkg.builder
  if (builder === null) return []
  const matches = ({ words }: WordSign): boolean =>
    words.some((word) => builder === word || builder.endsWith(`.${word}`))
  const signs = builderSigns.filter(matches)
  const hints = signs.map(({ kind, weight }) => ({ kind, weight, text: `it is built by ${builder}` }))
  const isLibrary = signs.some(({ kind }) => kind === 'library')
  if (!isLibrary || pkg.mainProgram !== null) return hints
  return [...hints, { kind: 'library', weight: 0.3, text: 'it names no program' }]
}

function siblingHints(pkg: Package, { siblings, modules }: KindContext): readonly Evidence[] {
  const alike = pkg.builder === null ? undefined : siblings.get(pkg.builder)
  if (alike === undefined || modules.length > 0 || alike.run < 2 || alike.run * 2 <= alike.all) return []
  const text = `${alike.run} of ${alike.all} packages of its organisation that are built alike run as services`
  return [{ kind: 'service', weight: 0.2, text }]
}

/** Two words for one kind say little more than one. */
function strongestPerKind(hints: readonly Evidence[]): readonly Evidence[] {
  const best = new Map<Kind, Evidence>()
  for (const hint of hints) if ((best.get(hint.kind)?.weight ?? 0) < hint.weight) best.set(hint.kind, hint)
  return [...best.values()]
}
