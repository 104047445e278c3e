import type { Inventory, Module, Package, PackageReference } from '../model/inventory.ts'

/** Which modules are a package's own, by the package's attribute. */
export type Matches = ReadonlyMap<string, readonly Module[]>

/**
 * Finds the modules of each package: by reference first (the default of a `package` option), then, for modules
 * that name no package so, by other references and names that agree. A module of one organisation may be that of
 * another's package.
 */
export function matchModules(inventory: Inventory): Matches {
  const resolve = createResolver(inventory.packages)
  const matches = new Map<string, Module[]>()
  const add = (pkg: Package, module: Module): void => {
    const modules = matches.get(pkg.attr)
    if (modules === undefined) matches.set(pkg.attr, [module])
    else if (!modules.includes(module)) modules.push(module)
  }
  for (const module of inventory.modules) {
    if (module.services.length === 0) continue
    const own = module.packageReferences.filter(({ option }) => option !== null)
    const referenced = packagesOf(own, resolve)
    if (referenced.length > 0) for (const pkg of referenced) add(pkg, module)
    else for (const pkg of matchByName(module, inventory.packages, resolve)) add(pkg, module)
  }
  return matches
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
function matchByName(module: Module, packages: readonly Package[], resolve: Resolver): readonly Package[] {
  const names = moduleNames(module)
  const named = packages.filter((pkg) => packageNames(pkg).some((name) => names.has(name)))
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

function packageNames(pkg: Package): readonly string[] {
  const last = pkg.attr.split('.').at(-1) ?? pkg.attr
  const short = pkg.org !== null && last.startsWith(`${pkg.org}-`) ? last.slice(pkg.org.length + 1) : last
  return [pkg.attr.replaceAll('.', '-'), last, short, pkg.name]
}
