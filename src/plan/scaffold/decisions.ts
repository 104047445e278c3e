import type { Package } from '../../model/inventory.ts'
import type { PortDraft } from './draft-options.ts'
import type { ServiceFacts } from './service-facts.ts'
import { enumerate } from '../text/words.ts'

/**
 * What the package does not say and a person must decide, for the pull request; code in backticks.
 * @param given options that the library's own builder declares
 */
export function decisionsLeft(
  pkg: Package,
  facts: ServiceFacts,
  ports: readonly PortDraft[],
  given: ReadonlySet<string> = new Set(),
): readonly string[] {
  const program = pkg.mainProgram ?? pkg.pname ?? pkg.name
  const fixed = ports.filter(({ option }) => option === null).map(({ number }) => String(number))
  return [
    ...(pkg.serviceInterface === null
      ? [
          `The package declares no service interface: check that \`${tame(program)}\` runs as a daemon without arguments.`,
        ]
      : []),
    ...(pkg.mainProgram === null
      ? ['The package names no `meta.mainProgram`: check that the module starts the right program.']
      : []),
    ...(ports.length === 0
      ? ['The package declares no port: add one with its option, and `openFirewall`, if it listens.']
      : []),
    ...(fixed.length > 0
      ? [
          `Port ${enumerate(fixed)} is fixed in the module, as the package names neither variable nor flag for it.`,
        ]
      : []),
    ...idleOptions(facts, ports, given),
    ...(facts.database === 'redis'
      ? ['It needs Redis: set its address in `settings`, or `environmentFile` where that holds a password.']
      : []),
    ...(facts.runtime === null
      ? ['The runtime is not known: should it compile while it runs, `MemoryDenyWriteExecute` has to go.']
      : []),
  ]
}

/** Options that come with the library's and that nothing reads here. */
function idleOptions(
  facts: ServiceFacts,
  ports: readonly PortDraft[],
  given: ReadonlySet<string>,
): readonly string[] {
  const idle = [
    ...(given.has('logLevel') && facts.log === null ? ['`logLevel`'] : []),
    ...(given.has('openFirewall') && ports.length === 0 ? ['`openFirewall`'] : []),
  ]
  return idle.length === 0
    ? []
    : [
        `The library declares ${enumerate(idle)}, which ${idle.length === 1 ? 'has' : 'have'} no effect here yet.`,
      ]
}

function tame(text: string): string {
  return text.replaceAll('`', "'")
}
