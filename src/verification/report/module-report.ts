import type { JudgedAssertion } from '../assertions/judge-assertions.ts'
import { aspects, isRed, type Outcome, type VerifiedModule } from '../verified-module.ts'

/** What `nur-keeper modules verify --json` prints. Additions keep the version; anything else raises it. */
export type ModuleReport = {
  readonly schemaVersion: 1
  readonly modules: readonly VerifiedModule[]
  readonly summary: ModuleSummary
}

export type ModuleSummary = {
  readonly modules: number
  readonly failed: number
  /** How many modules came out in each way, by what was verified. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<Outcome, number>>>>
  /** Options that were varied, and those of which no second value could be made. */
  readonly varied: number
  readonly untried: number
  /** Assertions, and those of them that a configuration was found to make fail. */
  readonly assertions: { readonly all: number; readonly reached: number }
  readonly units: number
  /** Exposure of the services where it is known; null where none is. */
  readonly exposure: { readonly median: number; readonly highest: number } | null
}

export function toModuleReport(modules: readonly VerifiedModule[]): ModuleReport {
  return { schemaVersion: 1, modules, summary: summarize(modules) }
}

function summarize(modules: readonly VerifiedModule[]): ModuleSummary {
  const levels = modules
    .flatMap(({ exposure }) => exposure.levels.flatMap(({ level }) => (level === null ? [] : [level])))
    .sort((one, other) => one - other)
  const median = levels[Math.floor((levels.length - 1) / 2)]
  const highest = levels.at(-1)
  const sum = (count: (module: VerifiedModule) => number): number =>
    modules.reduce((total, module) => total + count(module), 0)
  return {
    modules: modules.length,
    failed: modules.filter(isRed).length,
    outcomes: Object.fromEntries(
      aspects
        .filter((aspect) => aspect !== 'nix' || modules.some(({ nix }) => nix !== undefined))
        .map((aspect) => {
          const count = (outcome: Outcome): number =>
            modules.filter((module) => module[aspect]?.outcome === outcome).length
          return [aspect, { ok: count('ok'), failed: count('failed'), unknown: count('unknown') }]
        }),
    ),
    varied: sum(({ evaluates }) => evaluates.varied),
    untried: sum(({ evaluates }) => evaluates.untried.length),
    assertions: {
      all: sum(({ lints }) => lints.assertions.length),
      reached: sum(({ lints }) => reachedOf(lints.assertions)),
    },
    units: sum(({ units }) => units.names.length),
    exposure: median === undefined || highest === undefined ? null : { median, highest },
  }
}

/** How many assertions can fail, as far as was found out. */
export function reachedOf(assertions: readonly JudgedAssertion[]): number {
  return assertions.filter(({ refuses }) => refuses !== null).length
}
