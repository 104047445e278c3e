import type { Config } from '../../config/schema.ts'
import type { AlignedPackage } from '../../model/alignment.ts'
import type { Inventory } from '../../model/inventory.ts'
import type { Location } from '../../model/location.ts'
import type { Severity } from '../../model/problem.ts'

/** What a check looks at. */
export type CheckContext = {
  readonly inventory: Inventory
  readonly packages: readonly AlignedPackage[]
  readonly config: Config
  /** The codes of all checks. */
  readonly codes: ReadonlySet<string>
}

/** One fault a check has found. */
export type Finding = {
  readonly location: Location
  /** One sentence: what is wrong, with the names involved. */
  readonly message: string
  /** One sentence: what to do. */
  readonly remedy: string
  /** What it is about, independent of lines. */
  readonly subject: string
  /** A waiver anywhere in the file counts, because the finding is about the file as a whole. */
  readonly wholeFile?: boolean
}

/** Files of a small repository that shows the fault, or how it is done right. */
export type Example = Readonly<Record<string, string>>

export type Check = {
  readonly code: string
  readonly severity: Severity
  /** What it finds, in one line. */
  readonly title: string
  /** Why it matters and how it is found, in a paragraph. */
  readonly explanation: string
  readonly bad: Example
  readonly good: Example
  readonly find: (context: CheckContext) => readonly Finding[]
}
