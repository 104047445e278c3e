import type { Inventory, Module, Package, PackageReference } from '../model/inventory.ts'

/** The modules of a package. */
export type Match = {
  readonly modules: readonly Module[]
  /** How it comes by them, where they are another package's as well: `it is a variant of x`. */
  readonly because: string | null
}

/** Which modules are a package's own, by the package's attribute. */
export type Matches = ReadonlyMap<string, Match>

/**
 * Finds the modules of each package: by reference first (the default of a `package` option), then, for modules
 * that name no package so, by other references and names that agree. A module of one organisation may be that of
 * another's package. A variant of a package has that package's modules, a package of several services theirs.
 */
export function matchModules(inventory: Inventory): Matches {
  const resolve = createResolver(inventory.packages)
  const byName = indexByName(inventory.packages)
  const direct = new Map<string, Module[]>()
  const add = (pkg: Package, module: Module): void => {
    const modules = direct.get(pkg.attr)
    if (modules === undefined) direct.set(pkg.attr, [module])
    else if (!modules.includes(module)) modules.push(module)
  }
  for (const module of inventory.modules) {
    if (module.services.length === 0) continue
    const own = module.packageReferences.filter(({ option }) => option !== null)
    const referenced = packagesOf(own, resolve)
    if (referenced.length > 0) for (const pkg of referenced) add(pkg, module)
    else for (const pkg of matchByName(module, byName, resolve)) add(pkg, module)
  }
  const matches = new Map<string, Match>()
  const main = mainPackages(inventory.packages, direct)
  for (const pkg of inventory.packages) {
    const modules = direct.get(pkg.attr)
    const match =
      modules === undefined
        ? (matchVariant(pkg, main, direct) ??
          matchCollection(pkg, inventory.modules) ??
          matchUnit(pkg, inventory.modules))
        : { modules, because: null }
    if (match !== null) matches.set(pkg.attr, match)
  }
  return matches
}

/** What a name ends in where it is another way to get the same program. */
const variantEndings =
  /-(bin|binary|prebuilt|source|src|git|latest|unstable|nightly|beta|dev|stable|static|musl|debug|minimal|full|wrapped|unwrapped)$/

/** Packages with modules of their own, by what their variants share with them. */
function mainPackages(
  packages: readonly Package[],
  direct: ReadonlyMap<string, readonly Module[]>,
): ReadonlyMap<string, Package> {
  const main = new Map<string, Package>()
  for (const pkg of packages) {
    if (!direct.has(pkg.attr)) continue
    for (const key of [derivationKey(pkg), nameKey(pkg, pkg.name), nameKey(pkg, pkg.pname ?? pkg.name)])
      if (key !== null && !main.has(key)) main.set(key, pkg)
  }
  return main
}

/** The same derivation under another name, or a name that only says which build it is. */
function matchVariant(
  pkg: Package,
  main: ReadonlyMap<string, Package>,
  direct: ReadonlyMap<string, readonly Module[]>,
): Match | null {
  const keys = [derivationKey(pkg)]
  for (const name of [pkg.name, pkg.pname ?? pkg.name])
    if (variantEndings.test(name)) keys.push(nameKey(pkg, name.replace(variantEndings, '')))
  const found = keys.map((key) => (key === null ? undefined : main.get(key))).find((one) => one !== undefined)
  if (found === undefined) return null
  return { modules: direct.get(found.attr) ?? [], because: `it is a variant of ${found.attr}` }
}

function derivationKey({ location, pname, version }: Package): string | null {
  return pname === null ? null : `${location.path}:${location.line} ${pname} ${version ?? ''}`
}

function nameKey({ org }: Package, name: string): string {
  return `${org ?? ''}/${name}`
}

/** A package that declares several services is served by a module for each of them. */
function matchCollection(pkg: Package, modules: readonly Module[]): Match | null {
  const services = pkg.serviceInterface?.services ?? []
  if (services.length < 2) return null
  const near = modules.filter(({ org }) => org === pkg.org)
  const found = services.map((service) => near.find((module) => isNamed(module, service)))
  const all = found.filter((module) => module !== undefined)
  if (all.length < services.length) return null
  return { modules: [...new Set(all)], because: `each of its ${services.length} services has a module` }
}

/**
 * A package that another one brings along: a module runs it in a unit of its name, such as `sonar-ping-agent.service`.
 * A name of one word is anybody's.
 */
function matchUnit(pkg: Package, modules: readonly Module[]): Match | null {
  const names = [pkg.attr, pkg.pname ?? pkg.name].filter((name) => name.includes('-'))
  const isNamedSo = (unit: string): boolean =>
    names.some((name) => unit === `${name}.service` || unit.endsWith(`-${name}.service`))
  for (const module of modules) {
    const unit = module.units.find(isNamedSo)
    if (unit !== undefined) return { modules: [module], because: `the unit ${unit} runs it` }
  }
  return null
}

function isNamed(module: Module, service: string): boolean {
  return [...moduleNames(module)].some((name) => name === service || name.endsWith(`-${service}`))
}

type Resolver = (reference: PackageReference) => readonly Package[]

/** Finds what a reference stands for: `pkgs.tangled.knot`, `pkgs.tangled-knot`, a file that is called. */
export function createResolver(packages: readonly Package[]): Resolver {
  const byAttr = new Map<string, Package>()
  const byPath = new Map<string, Package[]>()
  for (const pkg of packages) {
    for (const attr of [pkg.attr, ...pkg.aliases]) {
      if (!byAttr.has(attr)) byAttr.set(attr, pkg)
      const dashed = attr.replaceAll('.', '-')
      if (!byAttr.has(dashed)) byAttr.set(dashed, pkg)
    }
    const paths = byPath.get(pkg.location.path)
    if (paths) paths.push(pkg)
    else byPath.set(pkg.location.path, [pkg])
  }
  return ({ attr, path }) => {
    if (path !== null)
      return byPath.get(path) ?? byPath.get(path === '' ? 'default.nix' : `${path}/default.nix`) ?? []
    if (attr === null) return []
    const pkg = byAttr.get(attr) ?? byAttr.get(attr.replaceAll('.', '-'))
    return pkg === undefined ? [] : [pkg]
  }
}

function packagesOf(references: readonly PackageReference[], resolve: Resolver): readonly Package[] {
  return [...new Set(references.flatMap((reference) => resolve(reference)))]
}

/** Packages that a module's file or option is named after; among several, those the module mentions, or of its folder. */
function matchByName(
  module: Module,
  byName: ReadonlyMap<string, readonly Package[]>,
  resolve: Resolver,
): readonly Package[] {
  const names = moduleNames(module)
  const named = [...new Set([...names].flatMap((name) => byName.get(name) ?? []))]
  if (named.length <= 1) return named
  const mentioned = new Set(packagesOf(module.packageReferences, resolve))
  const preferred = [
    named.filter((pkg) => mentioned.has(pkg)),
    named.filter((pkg) => pkg.org !== null && pkg.org === module.org),
    named.filter((pkg) => names.has(pkg.attr.replaceAll('.', '-'))),
  ].find((candidates) => candidates.length === 1)
  return preferred ?? []
}

/** Names a module goes by: its file's, its folder's for a `default.nix`, those of its option sets. */
export function moduleNames(module: Module): ReadonlySet<string> {
  const names = new Set<string>()
  const parts = module.path.replace(/\.nix$/, '').split('/')
  const file = parts.at(-1) === 'default' || parts.at(-1) === 'module' ? parts.at(-2) : parts.at(-1)
  if (file !== undefined && file !== 'modules') names.add(file)
  if (module.org !== null && file !== undefined) names.add(`${module.org}-${file}`)
  for (const option of topOptions(module)) {
    const [, ...rest] = option.split('.')
    const last = rest.at(-1)
    if (last !== undefined && last !== '<name>') names.add(last)
    if (rest.length > 1) names.add(rest.join('-'))
  }
  return names
}

/** The option sets with an `enable` that are not inside another one of the module. */
export function topOptions(module: Module): readonly string[] {
  const options = module.services.map(({ option }) => option)
  return options.filter((option) => !options.some((other) => option.startsWith(`${other}.`)))
}

function indexByName(packages: readonly Package[]): ReadonlyMap<string, readonly Package[]> {
  const byName = new Map<string, Package[]>()
  for (const pkg of packages)
    for (const name of packageNames(pkg)) {
      const sharing = byName.get(name)
      if (sharing === undefined) byName.set(name, [pkg])
      else sharing.push(pkg)
    }
  return byName
}

function packageNames(pkg: Package): readonly string[] {
  const last = pkg.attr.split('.').at(-1) ?? pkg.attr
  const short = pkg.org !== null && last.startsWith(`${pkg.org}-`) ? last.slice(pkg.org.length + 1) : last
  return [pkg.attr.replaceAll('.', '-'), last, short, pkg.name]
}
