import { topOptions } from '../../alignment/match-modules.ts'
import type { Config } from '../../config/schema.ts'
import type { Inventory, Module, Package } from '../../model/inventory.ts'
import { byCodeUnit } from '../text/words.ts'
import type { ModuleName } from './module-name.ts'

/** How modules are laid out and named next to where a new one goes. */
export type HouseStyle = {
  /** Path of the new module. */
  readonly path: string
  /** Its option set, part by part: `services`, `tangled`, `knot`. */
  readonly option: readonly string[]
  /** Modules of the same organisation, or of the whole repository where it has none yet. */
  readonly siblings: readonly Module[]
  /** Whether siblings read their package from `pkgs`, as an overlay puts it there. */
  readonly usesOverlay: boolean
}

/** Reads off the modules that are there how the new one is to be called and where it goes. */
export function houseStyle(inventory: Inventory, name: ModuleName, config: Config): HouseStyle {
  const nixos = inventory.modules.filter(({ system }) => system === 'nixos')
  const all = preferred(nixos, ({ entryPoints }) => entryPoints.length > 0)
  const sameOrg = name.org === null ? [] : nixos.filter(({ org }) => org === name.org)
  const siblings = sameOrg.length > 0 ? sameOrg : all
  const root = modulesFolder(all)
  return {
    path: `${root}/${fileOf(all, siblings, root, name)}`,
    option: optionOf(siblings, name, config.scaffold.optionPrefix),
    siblings,
    usesOverlay: siblings.some(({ packageReferences }) =>
      packageReferences.some(({ attr }) => attr !== null),
    ),
  }
}

/**
 * The organisation by which the module of a package is named and placed. A folder of packages may also be a mere
 * category (`pkgs/uncategorized`): it counts where users write it, or where modules are sorted by such folders.
 */
export function owningOrg({ org, attr, aliases }: Package, { modules }: Inventory): string | null {
  if (org === null) return null
  const nixos = modules.filter(({ system }) => system === 'nixos')
  if (nixos.length === 0 || nixos.some((module) => module.org === org)) return org
  const isWritten = [attr, ...aliases].every(
    (name) => name.startsWith(`${org}-`) || name.startsWith(`${org}.`),
  )
  const sorted = preferred(nixos, ({ entryPoints }) => entryPoints.length > 0)
  return isWritten || sorted.filter((module) => module.org !== null).length * 2 > sorted.length ? org : null
}

/** The package's own name within its organisation: `knot` of `tangled-knot`. */
export function nameWithin({ name, attr }: Package, org: string | null): string {
  if (org === null) return attr.includes('.') ? name : attr
  return name.startsWith(`${org}-`) ? name.slice(org.length + 1) : name
}

/** Those that are as wanted; all of them where none is. */
function preferred(modules: readonly Module[], isWanted: (module: Module) => boolean): readonly Module[] {
  const wanted = modules.filter(isWanted)
  return wanted.length > 0 ? wanted : modules
}

function runsUnits({ units }: Module): boolean {
  return units.length > 0
}

/** The folder that most modules are below, `modules` or `nixos/modules`, and in it `services` where those have it. */
function modulesFolder(modules: readonly Module[]): string {
  const root = rootFolder(modules)
  const running = preferred(modules, runsUnits)
  const below = running.filter(({ path }) => path.startsWith(`${root}/services/`))
  return below.length * 2 > running.length ? `${root}/services` : root
}

function rootFolder(modules: readonly Module[]): string {
  const folders = modules.flatMap(({ path }) => {
    const parts = path.split('/').slice(0, -1)
    const at = parts.findLastIndex((part) => /^(modules|nixos-modules|nixosModules)$/.test(part))
    return at < 0 ? [] : [parts.slice(0, parts[at + 1] === 'nixos' ? at + 2 : at + 1).join('/')]
  })
  return mostFrequent(folders) ?? 'modules'
}

type Layout = 'org/name.nix' | 'org/name/default.nix' | 'name.nix' | 'name/default.nix'

function fileOf(all: readonly Module[], siblings: readonly Module[], root: string, name: ModuleName): string {
  const layoutsOf = (modules: readonly Module[]): readonly Layout[] =>
    modules.flatMap((module) => layoutOf(module, root) ?? [])
  const fallback: Layout = name.org === null ? 'name.nix' : 'org/name.nix'
  const fits = (layout: Layout): boolean => layout.startsWith('org/') === (name.org !== null)
  const layout =
    mostFrequent(layoutsOf(siblings).filter(fits)) ?? mostFrequent(layoutsOf(all).filter(fits)) ?? fallback
  return layout.replace('org', name.org ?? '').replace('name', name.name)
}

function layoutOf(module: Module, root: string): Layout | null {
  if (!module.path.startsWith(`${root}/`) || module.services.length === 0) return null
  const parts = module.path.slice(root.length + 1).split('/')
  const file = parts.at(-1)
  if (module.org !== null && parts[0] === module.org) {
    if (parts.length === 2 && file !== 'default.nix') return 'org/name.nix'
    return parts.length === 3 && file === 'default.nix' ? 'org/name/default.nix' : null
  }
  if (parts.length === 1) return 'name.nix'
  return parts.length === 2 && file === 'default.nix' ? 'name/default.nix' : null
}

/** Names that say nothing without their organisation's: another package would have the same. */
const genericNames = new Set(
  (
    'all api app appview backend cli client common core daemon db feed feedgen frontend gateway jetstream labeler ' +
    'notifications pds proxy relay server service source binary ui web worker'
  ).split(' '),
)

/** How an option is made of organisation and name; `prefix` is what stands before them. */
type OptionShape = { readonly prefix: readonly string[]; readonly tail: 'org.name' | 'org-name' | 'name' }

function optionOf(
  siblings: readonly Module[],
  name: ModuleName,
  configured: string | null,
): readonly string[] {
  if (configured !== null) return [...configured.split('.'), name.name]
  const shapes = preferred(siblings, runsUnits).flatMap((module) =>
    topOptions(module).flatMap((option) => shapeOf(option, module)),
  )
  const key = mostFrequent(shapes.map((shape) => JSON.stringify(shape)))
  const same = shapes.filter((candidate) => JSON.stringify(candidate) === key)
  const [first] = same
  // `hardware.x` or `services.prometheus.x` of one module is its own matter; of most, the custom of the house.
  const isCustom =
    first !== undefined &&
    (first.tail !== 'name' ||
      first.prefix.join('.') === 'services' ||
      (same.length > 1 && same.length * 2 > shapes.length))
  const { prefix, tail } = isCustom ? first : { prefix: ['services'], tail: 'org-name' as const }
  if (name.org === null || name.org === name.name) return [...prefix, name.name]
  if (tail === 'name' && !genericNames.has(name.name)) return [...prefix, name.name]
  return tail === 'org.name' ? [...prefix, name.org, name.name] : [...prefix, `${name.org}-${name.name}`]
}

function shapeOf(option: string, module: Module): readonly OptionShape[] {
  const parts = option.split('.')
  const last = parts.at(-1) ?? ''
  if (last.startsWith('<') || last.includes('"')) return []
  const { org } = module
  if (org !== null && parts.length > 2 && parts.at(-2) === org)
    return [{ prefix: parts.slice(0, -2), tail: 'org.name' }]
  if (org !== null && last.startsWith(`${org}-`)) return [{ prefix: parts.slice(0, -1), tail: 'org-name' }]
  // A longer path is a part of some other option set.
  return parts.length === 2 || parts.length === 3 ? [{ prefix: parts.slice(0, -1), tail: 'name' }] : []
}

/** The value that occurs most often; the first by code unit where several do. */
function mostFrequent<T extends string>(values: readonly T[]): T | null {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [first] = [...counts].sort(([a, x], [b, y]) => y - x || byCodeUnit(a, b))
  return first?.[0] ?? null
}
