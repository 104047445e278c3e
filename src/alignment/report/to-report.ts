import type { AlignedPackage, Alignment, Status, Summary } from '../../model/alignment.ts'
import type { Kind, Module } from '../../model/inventory.ts'
import type { Problem, Severity } from '../../model/problem.ts'
import { isHardened } from '../checks/not-hardened.ts'
import { createResolver } from '../match-modules.ts'

/** What `nur-keeper check --format json` prints. Additions keep the version; anything else raises it. */
export type Report = {
  readonly schemaVersion: 1
  readonly packages: readonly ReportedPackage[]
  readonly modules: readonly ReportedModule[]
  readonly libraries: readonly {
    readonly path: string
    readonly exports: readonly string[]
    readonly usedBy: number
  }[]
  readonly problems: readonly ReportedProblem[]
  readonly summary: Summary
}

export type ReportedPackage = {
  readonly attr: string
  readonly name: string
  readonly org: string | null
  readonly path: string
  readonly line: number
  readonly kind: Kind
  readonly evidence: readonly string[]
  readonly status: Status
  readonly modules: readonly string[]
  readonly services: readonly string[]
  readonly reason: string
}

export type ReportedModule = {
  readonly path: string
  readonly org: string | null
  readonly options: readonly string[]
  readonly imported: boolean
  readonly libraries: readonly string[]
  readonly packages: readonly string[]
  /** null where its units are not known in full, or it has none. */
  readonly hardened: boolean | null
}

export type ReportedProblem = {
  readonly code: string
  readonly severity: Severity
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly remedy: string
}

/**
 * @param problems those to report, where not all count: what a change introduces
 */
export function toReport(alignment: Alignment, problems: readonly Problem[] = alignment.problems): Report {
  const { inventory } = alignment
  const resolve = createResolver(inventory.packages)
  return {
    schemaVersion: 1,
    packages: alignment.packages.map(reportPackage),
    modules: inventory.modules.map((module) => {
      const packages = module.packageReferences.flatMap((reference) => resolve(reference))
      return reportModule(module, [...new Set(packages.map(({ attr }) => attr))].sort())
    }),
    libraries: inventory.libraries.map(({ path, exports, usedBy }) => ({
      path,
      exports: exports.map(({ name }) => name),
      usedBy: usedBy.length,
    })),
    problems: problems.map(({ code, severity, path, line, column, message, remedy }) => ({
      code,
      severity,
      path,
      line,
      column,
      message,
      remedy,
    })),
    summary: alignment.summary,
  }
}

function reportPackage(aligned: AlignedPackage): ReportedPackage {
  const { attr, name, org, location } = aligned.package
  const { kind, status, modules, services, reason } = aligned
  const evidence = aligned.evidence.map(({ text }) => text)
  return {
    attr,
    name,
    org,
    path: location.path,
    line: location.line,
    kind,
    evidence,
    status,
    modules,
    services,
    reason,
  }
}

function reportModule(module: Module, packages: readonly string[]): ReportedModule {
  return {
    path: module.path,
    org: module.org,
    options: module.services.map(({ option }) => option),
    imported: module.entryPoints.length > 0,
    libraries: module.libraries,
    packages,
    hardened: isHardened(module),
  }
}
