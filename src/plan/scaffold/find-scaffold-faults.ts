import { readRepository } from '../../inventory/build-inventory.ts'
import type { Config } from '../../config/schema.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { NixParser } from '../../nix/parser.ts'
import type { VerifiedModule } from '../../verification/verified-module.ts'
import { verifyModules } from '../../verification/verify-modules.ts'
import type { ScaffoldPlan } from './scaffold-plan.ts'
import { withFiles } from './with-files.ts'

export type Verification = {
  /** The tree that the packages are in. */
  readonly snapshot: Snapshot
  readonly parser: NixParser
  readonly config: Config
}

/**
 * Evaluates the repository with the scaffold in it, and says which modules do not hold: one that does not declare its
 * option, runs into a fault, or does not pass what `nur-keeper modules verify` asks of every module.
 * @returns why, as a sentence, by package
 */
export function findScaffoldFaults(plan: ScaffoldPlan, input: Verification): ReadonlyMap<string, string> {
  const snapshot = withFiles(
    input.snapshot,
    new Map(plan.files.map(({ path, content }) => [path, content ?? ''])),
  )
  const repository = readRepository({ snapshot, parser: input.parser, config: input.config })
  const { modules } = repository.inventory
  const paths = plan.modules.map(({ path }) => path)
  const verified = new Map(verifyModules(repository, paths).map(({ module }) => [module.path, module]))
  const faults = new Map<string, string>()
  for (const { attr, path, option } of plan.modules) {
    const module = modules.find((candidate) => candidate.path === path)
    const [fault] = module?.faults ?? []
    // The inventory writes option paths without quotes; a module's name holds none itself.
    const plain = option.replaceAll('"', '')
    const declares = module !== undefined && module.services.some((service) => service.option === plain)
    const isKnown = module === undefined || module.unknown === null
    if (fault !== undefined) faults.set(attr, `Its module runs into a fault: ${fault.message}.`)
    else if (!declares && isKnown) faults.set(attr, `Its module does not come to declare \`${option}\`.`)
    else {
      const reason = whyRed(verified.get(path))
      if (reason !== null) faults.set(attr, reason)
    }
  }
  return faults
}

/** The first thing that is wrong with a module where it is evaluated and its units are read. */
function whyRed(module: VerifiedModule | undefined): string | null {
  const [fault] = module?.evaluates.faults ?? []
  if (fault !== undefined) return `Its module does not evaluate: ${fault}.`
  const [unit] = module?.units.faults ?? []
  if (unit !== undefined) return `Its unit is not clean: ${unit}.`
  const [exposed] = module?.exposure.faults ?? []
  return exposed === undefined ? null : `Its unit is not hardened: ${exposed}.`
}
