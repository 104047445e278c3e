import type { FileFacts } from '../../model/facts.ts'
import type { Module } from '../../model/inventory.ts'
import type { AttrSet } from '../../nix/eval/value.ts'
import { rootLambda } from '../syntax/collect-facts.ts'
import type { World } from '../world/world.ts'
import { describeOption } from './describe-option.ts'
import type { FoundModule, FoundModules } from './find-modules.ts'
import { moduleOrg } from './module-org.ts'
import { packageReferences } from './package-references.ts'

/** A module without the libraries it uses, which are only known once all modules are. */
export type DraftModule = Omit<Module, 'libraries'>

/** Describes the files that declare options; the others only lead to them. */
export function describeModules(
  { modules, reachedBy }: FoundModules,
  facts: ReadonlyMap<string, FileFacts>,
  attrOf: (derivation: AttrSet) => string | null,
  packageOrgs: ReadonlySet<string>,
  world: World,
): readonly DraftModule[] {
  const declaring = modules.filter(
    ({ path, read }) =>
      facts.has(path) &&
      read !== null &&
      (read.options.length > 0 || (read.unknown !== null && !asksForAll(path, world))) &&
      !isNoModule(read.options),
  )
  const paths = declaring.map(({ path }) => path)
  return declaring.map((module): DraftModule => {
    const { path, read, config, faults, unknown, imports } = module
    const own = facts.get(path)
    const reached = reachedBy.get(path)
    return {
      path,
      org: moduleOrg(path, paths, packageOrgs),
      system: systemOf(module, [...(reached?.values() ?? [])]),
      services: read?.services ?? [],
      options: read?.options.map((option) => describeOption(option, world)) ?? [],
      entryPoints: [...(reached?.keys() ?? [])].sort(),
      packageReferences: own === undefined ? [] : packageReferences(read?.options ?? [], own, attrOf, world),
      units: config?.units ?? [],
      ports: config?.ports ?? [],
      users: config?.users ?? [],
      runsNothing: config?.runsNothing ?? false,
      hardening: config?.hardening?.values ?? null,
      hardeningFiles: config?.hardening?.files ?? new Map(),
      imports: [...imports.files].filter((file) => file !== path).sort(),
      faults,
      unknown,
    }
  })
}

/**
 * Whether the innermost of the functions that a file consists of lists all its arguments, without `...`: the module
 * system gives a module more than it asks for.
 */
function asksForAll(path: string, { tree }: World): boolean {
  const file = tree.read(path)
  let innermost = file === null ? null : rootLambda(file.expr)
  for (let next = innermost; next !== null; next = rootLambda(next.body)) innermost = next
  return innermost?.formals?.ellipsis === false
}

/**
 * Modules of flake-parts declare outputs, not options of a system; and a part of a module, evaluated on its own, has to
 * declare NixOS' `assertions` and `warnings` again (nixpkgs, nixos/modules/misc/assertions.nix).
 */
function isNoModule(options: readonly { readonly path: string }[]): boolean {
  return (
    options.length > 0 &&
    options.every(({ path }) => /^((perSystem|flake|transposition)(\.|$)|(assertions|warnings)$)/.test(path))
  )
}

/** By its folder, else by who offers it, else by what it sets. */
function systemOf({ path, config }: FoundModule, offered: readonly Module['system'][]): Module['system'] {
  const parts = path.split('/').slice(0, -1)
  if (
    parts.some((part) =>
      /^(home-manager|hm|home|homeModules|home-modules|hm-modules|homeManagerModules)$/i.test(part),
    )
  )
    return 'home-manager'
  if (parts.some((part) => /^(darwin|nix-darwin|darwinModules|darwin-modules)$/i.test(part))) return 'darwin'
  const [only] = new Set(offered)
  if (only !== undefined && new Set(offered).size === 1) return only
  const roots = config?.roots ?? new Set()
  return roots.has('home') || roots.has('xdg') ? 'home-manager' : 'nixos'
}
