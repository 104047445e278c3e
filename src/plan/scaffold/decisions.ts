import type { Package } from '../../model/inventory.ts'
import type { PortDraft } from './draft-options.ts'
import type { ServiceFacts } from './service-facts.ts'
import { enumerate } from '../text/words.ts'

/** What the package does not say and a person must decide, for the pull request; code in backticks. */
export function decisionsLeft(
  pkg: Package,
  facts: ServiceFacts,
  ports: readonly PortDraft[],
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
    ...(facts.database === 'redis'
      ? ['It needs Redis: set its address in `settings`, or `environmentFile` where that holds a password.']
      : []),
    ...(facts.runtime === null
      ? ['The runtime is not known: should it compile while it runs, `MemoryDenyWriteExecute` has to go.']
      : []),
  ]
}

function tame(text: string): string {
  return text.replaceAll('`', "'")
}
