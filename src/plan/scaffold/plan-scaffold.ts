import type { Config } from '../../config/schema.ts'
import type { AlignedPackage, Alignment } from '../../model/alignment.ts'
import type { OwnLibrary } from '../../model/own-library.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { NixParser } from '../../nix/parser.ts'
import { quoteAttrPath } from '../../nix/quote.ts'
import type { Templates } from '../plan-renderer.ts'
import { byCodeUnit } from '../text/words.ts'
import { draftModule, layOut } from './draft-module.ts'
import { createFileEdits, type FileEdits } from './file-edits.ts'
import { houseStyle, nameWithin, owningOrg } from './house-style.ts'
import type { HouseLibrary } from './library/house-library.ts'
import { createSourceReader, type SourceReader } from './library/source-reader.ts'
import type { ModuleDraft } from './module-draft.ts'
import { nameModule } from './module-name.ts'
import { registerModule } from './register-module.ts'
import { scaffoldWithLibrary } from './scaffold-with-library.ts'
import { findScaffoldFaults } from './find-scaffold-faults.ts'
import type { ScaffoldedModule, ScaffoldPlan, ScaffoldRefusal } from './scaffold-plan.ts'

export type ScaffoldInput = {
  /** What is there, seen in the tree that the packages are in. */
  readonly alignment: Alignment
  /** The tree that the packages are in: a pull request's head. */
  readonly snapshot: Snapshot
  /** The tree that the files are written for: the base branch. Without it, the same tree. */
  readonly base?: Snapshot
  readonly parser: NixParser
  readonly templates: Templates
  readonly config: Config
  /** Attributes of the packages to scaffold; without it, every service that lacks a module. */
  readonly packages?: readonly string[]
  /** Packages whose module somebody else refuses already, with the reason as a sentence. */
  readonly refused?: ReadonlyMap<string, string>
  /** What a repository without libraries may have of the keeper; without it, nothing is offered. */
  readonly ownLibrary?: OwnLibrary
}

/**
 * Plans the modules that packages lack, in the style of the house: where it puts modules, how it names
 * options, which library it uses and how it imports. Files are for the base tree; a package that has a module
 * already gets none.
 * @returns finished files; a package that cannot be scaffolded is refused with the reason, never thrown
 */
export function planScaffold(input: ScaffoldInput): ScaffoldPlan {
  return scaffoldWithLibrary(planVerified(input), input, planVerified)
}

/** Without the modules that do not hold. */
function planVerified(input: ScaffoldInput): ScaffoldPlan {
  const refused = input.refused ?? new Map<string, string>()
  const plan = planOnce(input, refused)
  const faults = plan.modules.length === 0 ? new Map<string, string>() : findScaffoldFaults(plan, input)
  return faults.size === 0 ? plan : planOnce(input, new Map([...refused, ...faults]))
}

/** @param faulty packages whose module does not hold, with the reason */
function planOnce(input: ScaffoldInput, faulty: ReadonlyMap<string, string>): ScaffoldPlan {
  const base = input.base ?? input.snapshot
  const context: ScaffoldContext = {
    ...input,
    edits: createFileEdits(base),
    headReader: createSourceReader(input.snapshot, input.parser),
    baseReader: createSourceReader(base, input.parser),
  }
  const outcomes = wantedPackages(input).map((wanted) => {
    if ('refusal' in wanted) return wanted.refusal
    const { attr } = wanted.aligned.package
    const fault = faulty.get(attr)
    return fault === undefined
      ? scaffoldOne(wanted.aligned, context)
      : refuse(attr, fault, 'Write its module by hand, or mend what it runs into.')
  })
  return {
    files: context.edits.changes(),
    modules: outcomes.filter((outcome) => 'path' in outcome),
    refusals: outcomes.filter((outcome) => 'reason' in outcome),
  }
}

type ScaffoldContext = ScaffoldInput & {
  readonly edits: FileEdits
  readonly headReader: SourceReader
  readonly baseReader: SourceReader
}

type Wanted = { readonly aligned: AlignedPackage } | { readonly refusal: ScaffoldRefusal }

function wantedPackages({ alignment, packages }: ScaffoldInput): readonly Wanted[] {
  const sorted = [...alignment.packages].sort((a, b) => byCodeUnit(a.package.attr, b.package.attr))
  if (packages === undefined) {
    return sorted.filter(({ status }) => status === 'missing-module').map((aligned) => ({ aligned }))
  }
  return [...new Set(packages)].sort(byCodeUnit).map((attr) => {
    const aligned = sorted.find((candidate) => candidate.package.attr === attr)
    if (aligned === undefined)
      return { refusal: refuse(attr, 'No package of that name is exported.', 'Check the spelling.') }
    const fault = whyNot(aligned)
    return fault === null ? { aligned } : { refusal: refuse(attr, fault.reason, fault.remedy) }
  })
}

/** Why a package that somebody asks for gets no module. */
function whyNot({ status, kind, modules, reason }: AlignedPackage): Omit<ScaffoldRefusal, 'package'> | null {
  const [module] = modules
  if (module !== undefined)
    return { reason: `\`${module}\` configures it already.`, remedy: 'Edit that module.' }
  if (status === 'disabled') return { reason, remedy: 'Export the package first.' }
  if (kind === 'library' || kind === 'tool') {
    return {
      reason: `It is a ${kind}, which nothing has to start.`,
      remedy: 'If it is not, say so under `kinds` in the config.',
    }
  }
  return null
}

function refuse(attr: string, reason: string, remedy: string): ScaffoldRefusal {
  return { package: attr, reason, remedy }
}

function scaffoldOne(aligned: AlignedPackage, context: ScaffoldContext): ScaffoldedModule | ScaffoldRefusal {
  const { package: pkg } = aligned
  const { attr } = pkg
  const { alignment, config, edits } = context
  const org = owningOrg(pkg, alignment.inventory)
  const named = nameModule(nameWithin(pkg, org), org)
  if (!named.ok) return refuse(attr, named.reason, named.remedy)
  const style = houseStyle(alignment.inventory, named.name, config)
  if (edits.read(style.path) !== null) {
    return refuse(
      attr,
      `\`${style.path}\` is there already.`,
      'Import it where your modules are listed, or move it out of the way.',
    )
  }
  const taken = alignment.inventory.modules.flatMap(({ services }) => services.map(({ option }) => option))
  const option = quoteAttrPath(style.option)
  if (taken.includes(option) || taken.includes(style.option.join('.'))) {
    return refuse(attr, `\`${option}\` is declared already.`, 'Let that module configure this package.')
  }
  const place = { ...style, name: named.name }
  const { draft, house } = draftModule(aligned, place, context)
  return writeModule(draft, style.path, attr, house, context)
}

function writeModule(
  draft: ModuleDraft,
  path: string,
  attr: string,
  house: HouseLibrary | null,
  context: ScaffoldContext,
): ScaffoldedModule | ScaffoldRefusal {
  const { edits } = context
  const formatted = layOut(draft, context)
  if (!formatted.ok) {
    return refuse(
      attr,
      `What the template makes of it cannot be used: ${formatted.reason}.`,
      'Mend the template `scaffold/module.nix`.',
    )
  }
  edits.write(path, withLineEnds(formatted.text, context))
  const registered = registerModule(path, { ...context, inventory: context.alignment.inventory })
  return {
    attr,
    path,
    option: quoteAttrPath(draft.option),
    library: draft.library?.path ?? null,
    calls: draft.calls,
    avoided: draft.library === null ? [] : (house?.avoided ?? []),
    decisions: [...draft.decisions, ...registered.decisions],
  }
}

/** The text with the line ends that the repository's modules have. */
function withLineEnds(text: string, { alignment, edits }: ScaffoldContext): string {
  const { modules } = alignment.inventory
  const usesCrlf =
    modules.length > 0 && modules.every(({ path }) => edits.read(path)?.includes('\r\n') === true)
  return usesCrlf ? text.replaceAll('\n', '\r\n') : text
}
