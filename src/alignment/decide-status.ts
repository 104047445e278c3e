import type { Config } from '../config/schema.ts'
import type { Status } from '../model/alignment.ts'
import type { InlineWaiver } from '../model/facts.ts'
import type { Kind, Module, Package } from '../model/inventory.ts'

export type StatusContext = {
  readonly kind: Kind
  readonly modules: readonly Module[]
  /** How it comes by modules of another package; null where they are its own. */
  readonly because: string | null
  readonly config: Config
  /** A comment at the package that waives its module. */
  readonly inlineWaiver: InlineWaiver | null
  /** Why it is not known which modules users can reach; null where it is. */
  readonly reachabilityUnknown: string | null
}

export type DecidedStatus = { readonly status: Status; readonly reason: string }

/** Says whether a package has the module it needs, and why, in one sentence. */
export function decideStatus(pkg: Package, context: StatusContext): DecidedStatus {
  const { modules, kind } = context
  if (pkg.disabled !== null) return { status: 'disabled', reason: `It is disabled: ${pkg.disabled}.` }
  const reached = modules.filter((module) => module.entryPoints.length > 0)
  if (reached.length > 0) {
    const from = [...new Set(reached.flatMap(({ entryPoints }) => entryPoints))].sort()
    const reason = `${saysWhy(context)}${configure(reached)} it, reached from ${from.join(', ')}.`
    return { status: 'aligned', reason }
  }
  if (pkg.modularServices.length > 0) {
    const names = pkg.modularServices.map((name) => `passthru.services.${name}`).join(', ')
    return { status: 'aligned', reason: `It brings its own service: ${names}.` }
  }
  if (modules.length > 0 && context.reachabilityUnknown !== null)
    return {
      status: 'aligned',
      reason: `${configure(modules)} it; whether users reach it is not known: ${context.reachabilityUnknown}.`,
    }
  const waiver = findConfigWaiver(pkg, context.config)
  if (waiver !== null)
    return { status: 'waived', reason: `${waiver.author} waived it: ${waiver.reason}.`.replace(/\.\.$/, '.') }
  if (context.inlineWaiver !== null)
    return {
      status: 'waived',
      reason: `A comment waives it: ${context.inlineWaiver.reason}.`.replace(/\.\.$/, '.'),
    }
  if (modules.length > 0)
    return {
      status: 'missing-module',
      reason: `${configure(modules)} it, but no entry point reaches it, so users do not have it.`,
    }
  if (kind === 'service')
    return { status: 'missing-module', reason: 'It is a service, and no module configures it.' }
  if (kind === 'unknown')
    return {
      status: 'unknown',
      reason:
        pkg.unknown === null
          ? 'What it is cannot be told from what it declares.'
          : `It is not known: ${pkg.unknown}.`,
    }
  return { status: 'not-a-service', reason: `It is a ${kind}, which needs no module.` }
}

/** `It is a variant of x: ` before what follows from it. */
function saysWhy({ because }: StatusContext): string {
  return because === null ? '' : `${because.charAt(0).toUpperCase()}${because.slice(1)}: `
}

function findConfigWaiver(pkg: Package, config: Config): Config['waivers'][number] | null {
  const names = new Set([pkg.attr, ...pkg.aliases])
  return config.waivers.find((waiver) => names.has(waiver.package)) ?? null
}

/** `modules/a.nix configures`, `modules/a.nix, modules/b.nix configure`. */
function configure(modules: readonly Module[]): string {
  const paths = modules.map(({ path }) => path).join(', ')
  return `${paths} ${modules.length > 1 ? 'configure' : 'configures'}`
}
