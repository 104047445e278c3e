import type { JudgedAssertion } from './assertions/judge-assertions.ts'

/** One of the things that are verified of a module. */
export type Aspect = 'evaluates' | 'units' | 'exposure' | 'lints' | 'nix'

/** How an aspect came out. */
export type Outcome = 'ok' | 'failed' | 'unknown'

/** What was found out about one module. */
export type VerifiedModule = {
  readonly path: string
  /** Option sets that hold an `enable`. */
  readonly options: readonly string[]
  /** Off, enabled with its required options, and with each option varied. */
  readonly evaluates: Finding & { readonly varied: number; readonly untried: readonly string[] }
  readonly units: Finding & { readonly names: readonly string[] }
  readonly exposure: Finding & { readonly levels: readonly UnitExposure[] }
  /** What options and assertions say to people, and what each assertion refuses. */
  readonly lints: Finding & { readonly assertions: readonly JudgedAssertion[] }
  /** What real Nix makes of it off, enabled, and varied; only where it was asked. */
  readonly nix?: Finding & { readonly varied: number }
}

export type Finding = {
  readonly outcome: Outcome
  /** What is wrong, a sentence each. */
  readonly faults: readonly string[]
  /** What could not be found out, with the reason. */
  readonly unknown: readonly string[]
}

export type UnitExposure = {
  readonly unit: string
  /** From 0 to 10, less is better; null where it is not known. */
  readonly level: number | null
  /** Who says so: our own computation, or `systemd-analyze security`. */
  readonly by: 'keeper' | 'systemd-analyze'
}

export const aspects: readonly Aspect[] = ['evaluates', 'units', 'exposure', 'lints', 'nix']

/** Faults make it fail; what is not known alone leaves it unknown. */
export function conclude(faults: readonly string[], unknown: readonly string[]): Finding {
  const distinct = [...new Set(faults)]
  return {
    outcome: distinct.length > 0 ? 'failed' : unknown.length > 0 ? 'unknown' : 'ok',
    faults: distinct,
    unknown: [...new Set(unknown)],
  }
}

/** Whether any aspect of a module failed. */
export function isRed(module: VerifiedModule): boolean {
  return aspects.some((aspect) => module[aspect]?.outcome === 'failed')
}
