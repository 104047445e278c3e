import type { EvaluationFault, LibraryExport, Parameter } from '../../model/inventory.ts'

/** What a library's file gives. */
export type LibraryContents = {
  readonly arguments: Parameter | null
  readonly exports: readonly LibraryExport[]
  readonly broken: ReadonlyMap<string, string>
  readonly faults: readonly EvaluationFault[]
  readonly hardening: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly purpose: string | null
}
