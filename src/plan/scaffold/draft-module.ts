import type { Config } from '../../config/schema.ts'
import type { AlignedPackage, Alignment } from '../../model/alignment.ts'
import type { Module } from '../../model/inventory.ts'
import { formatNix } from '../../nix/format.ts'
import type { NixParser } from '../../nix/parser.ts'
import type { Templates } from '../plan-renderer.ts'
import type { DraftInput, ServiceLibrary } from './draft-input.ts'
import { draftService } from './draft-service.ts'
import { draftStaticSite } from './draft-static-site.ts'
import { integrationExports } from './full/joins.ts'
import { libraryCandidates } from './library/library-candidates.ts'
import { readHouseLibrary, type HouseLibrary } from './library/house-library.ts'
import type { SourceReader } from './library/source-reader.ts'
import type { ModuleDraft } from './module-draft.ts'
import type { ModuleName } from './module-name.ts'
import { packageExpression, relative } from './package-expression.ts'
import { printModule } from './print-module.ts'

/** Where a module goes and how its neighbours look. */
export type ModulePlace = {
  readonly path: string
  readonly name: ModuleName
  readonly option: readonly string[]
  readonly siblings: readonly Module[]
  readonly usesOverlay: boolean
}

export type DraftContext = {
  readonly alignment: Alignment
  readonly config: Config
  readonly parser: NixParser
  readonly templates: Templates
  /** Files of the tree that the packages are in. */
  readonly headReader: SourceReader
  /** Files of the tree that the module is written for. */
  readonly baseReader: SourceReader
}

/** A module in draft, and the library that it may use. */
export type DraftedModule = { readonly draft: ModuleDraft; readonly house: HouseLibrary | null }

/** Drafts the module of a package for its place in the house. */
export function draftModule(
  aligned: AlignedPackage,
  place: ModulePlace,
  context: DraftContext,
): DraftedModule {
  const { package: pkg } = aligned
  const { alignment, headReader, baseReader } = context
  const { path, name, option, usesOverlay } = place
  const { inventory } = alignment
  const { text, shown, decision } = packageExpression(pkg, path, { usesOverlay, inventory }, headReader)
  const houses = readHouses(aligned, place.siblings, context)
  const house = chooseHouse(houses)
  const input: DraftInput = {
    pkg,
    name,
    option,
    packageDefault: text,
    packageText: shown,
    library: house && seenFrom(path, house),
    integration: findIntegration(path, house, houses),
    reader: baseReader,
  }
  const draft = aligned.kind === 'frontend' ? draftStaticSite(input) : draftService(input)
  const decisions = decision === null ? draft.decisions : [...draft.decisions, decision]
  return { draft: { ...draft, decisions }, house }
}

/** The libraries of the house, best first. */
function readHouses(
  { package: { org } }: AlignedPackage,
  siblings: readonly Module[],
  { alignment, config, baseReader }: DraftContext,
): readonly HouseLibrary[] {
  const { modules } = alignment.inventory
  const declared = new Set(modules.flatMap(({ options }) => options.flatMap(({ path }) => path.split('.'))))
  return libraryCandidates(alignment.inventory, siblings, org, config)
    .filter(({ path }) => baseReader.parse(path) !== null)
    .flatMap((library) => readHouseLibrary(library, baseReader, declared) ?? [])
}

/** The first that makes options and more; else the one that offers most, if it offers anything. */
function chooseHouse(houses: readonly HouseLibrary[]): HouseLibrary | null {
  const offers = ({ roles }: HouseLibrary): number => Object.keys(roles).length
  const whole = houses.find((house) => house.roles.options !== undefined && offers(house) > 1)
  const most = Math.max(0, ...houses.map(offers))
  return whole ?? (most > 0 ? (houses.find((house) => offers(house) === most) ?? null) : null)
}

/** The library that has all that joins a service to the rest of NixOS. */
function findIntegration(
  path: string,
  house: HouseLibrary | null,
  houses: readonly HouseLibrary[],
): ServiceLibrary | null {
  const found = houses.find(
    (other) => other !== house && integrationExports.every((name) => other.exports.has(name)),
  )
  return found === undefined ? null : seenFrom(path, found)
}

function seenFrom(path: string, house: HouseLibrary): ServiceLibrary | null {
  const file = relative(path, house.path)
  return file === null ? null : { house, file }
}

/** A draft as a file: laid out by its template, and formatted. */
export function layOut(
  draft: ModuleDraft,
  { parser, templates }: DraftContext,
): ReturnType<typeof formatNix> {
  const findFault = (text: string): string | null => {
    const result = formatNix(parser, text)
    return result.ok ? null : result.reason
  }
  return formatNix(parser, printModule(draft, templates, findFault))
}
