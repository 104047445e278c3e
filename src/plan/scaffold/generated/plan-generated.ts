import type { Config } from '../../../config/schema.ts'
import type { Alignment } from '../../../model/alignment.ts'
import type { FileChange } from '../../../model/plan.ts'
import type { Snapshot } from '../../../model/snapshot.ts'
import type { NixParser } from '../../../nix/parser.ts'
import type { Templates } from '../../plan-renderer.ts'
import { byCodeUnit } from '../../text/words.ts'
import { draftModule, layOut, type DraftContext, type ModulePlace } from '../draft-module.ts'
import { createSourceReader } from '../library/source-reader.ts'
import { nameModule } from '../module-name.ts'
import { printMarker, readMarker, type GeneratedMarker } from './generated-marker.ts'

export type GenerateInput = {
  readonly alignment: Alignment
  readonly snapshot: Snapshot
  readonly parser: NixParser
  readonly templates: Templates
  readonly config: Config
}

export type GeneratedModule = GeneratedMarker & { readonly path: string }

/** A module that says that it is generated and cannot be. */
export type GenerateRefusal = { readonly path: string; readonly reason: string; readonly remedy: string }

/** The generated modules of a repository as their packages have them now. */
export type GeneratePlan = {
  /** Those whose text differs, sorted by path. */
  readonly files: readonly FileChange[]
  /** All of them, sorted by path. */
  readonly modules: readonly GeneratedModule[]
  readonly refusals: readonly GenerateRefusal[]
}

/** Writes every module anew whose first lines say that it is generated, from its package's service interface. */
export function planGenerated(input: GenerateInput): GeneratePlan {
  const reader = createSourceReader(input.snapshot, input.parser)
  const context: DraftContext = { ...input, headReader: reader, baseReader: reader }
  const outcomes = nixFiles(input.snapshot).flatMap((path) => {
    const before = input.snapshot.readText(path)
    const marker = before === null ? null : readMarker(before)
    if (marker === null) return []
    const text = marker === 'malformed' ? malformed : generate(path, marker, context)
    return [{ path, before, marker, text }]
  })
  return {
    files: outcomes.flatMap(({ path, before, text }) =>
      typeof text === 'string' && text !== before ? [{ path, content: text }] : [],
    ),
    modules: outcomes.flatMap(({ path, marker }) => (marker === 'malformed' ? [] : [{ path, ...marker }])),
    refusals: outcomes.flatMap(({ path, text }) => (typeof text === 'string' ? [] : [{ path, ...text }])),
  }
}

type Refusal = Omit<GenerateRefusal, 'path'>

const malformed: Refusal = {
  reason: 'Its first line begins like that of a generated module and does not go on like one.',
  remedy: 'Write `… service interface of <package>, as services.<name>.`, or take the line away.',
}

function nixFiles({ entries }: Snapshot): readonly string[] {
  return [...entries.values()]
    .filter(({ path, type }) => type === 'file' && path.endsWith('.nix'))
    .map(({ path }) => path)
    .sort(byCodeUnit)
}

function generate(path: string, marker: GeneratedMarker, context: DraftContext): string | Refusal {
  const aligned = context.alignment.packages.find(({ package: pkg }) => pkg.attr === marker.attr)
  if (aligned === undefined) {
    return {
      reason: `No package \`${marker.attr}\` is exported.`,
      remedy: 'Name one that is, or take the first lines away.',
    }
  }
  if (aligned.package.serviceInterface === null) {
    return {
      reason: `\`${marker.attr}\` has no service interface.`,
      remedy: 'Write its `passthru.atproto`, or take the first lines away.',
    }
  }
  const option = marker.option.split('.')
  const named = nameModule(option.at(-1) ?? '', null)
  if (!named.ok) return named
  const place = { path, name: named.name, option, ...neighbours(path, context) }
  const formatted = layOut(draftModule(aligned, place, context).draft, context)
  if (formatted.ok) return `${printMarker(marker)}${formatted.text}`
  return {
    reason: `What the template makes of it cannot be used: ${formatted.reason}.`,
    remedy: 'Mend the template `scaffold/module.nix`.',
  }
}

/** The other modules of the folder, or of the repository: what a module is made like must not depend on itself. */
function neighbours(
  path: string,
  { alignment: { inventory } }: DraftContext,
): Pick<ModulePlace, 'siblings' | 'usesOverlay'> {
  const others = inventory.modules.filter((module) => module.path !== path && module.system === 'nixos')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const beside = others.filter((module) => module.path.startsWith(folder) && module.services.length > 0)
  return {
    siblings: beside.length > 0 ? beside : others,
    usesOverlay: others.some(({ packageReferences }) => packageReferences.some(({ attr }) => attr !== null)),
  }
}
