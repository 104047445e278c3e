import type { Check } from './check.ts'
import { duplicateAttribute } from './duplicate-attribute.ts'
import { duplicateOption } from './duplicate-option.ts'
import { evaluationError } from './evaluation-error.ts'
import { impureForNur } from './impure-for-nur.ts'
import { inconsistentEntryPoints } from './inconsistent-entry-points.ts'
import { missingFileImport } from './missing-file-import.ts'
import { missingModule } from './missing-module.ts'
import { moduleNameMismatch } from './module-name-mismatch.ts'
import { notHardened } from './not-hardened.ts'
import { orphanModule } from './orphan-module.ts'
import { ownCopyOfLibraryPattern } from './own-copy-of-library-pattern.ts'
import { staleClaim } from './stale-claim.ts'
import { syntaxError } from './syntax-error.ts'
import { undefinedVariable } from './undefined-variable.ts'
import { unknownAttribute } from './unknown-attribute.ts'
import { unknownPackageReference } from './unknown-package-reference.ts'
import { unusedLibraryFunction } from './unused-library-function.ts'
import { waiverWithoutReason } from './waiver-without-reason.ts'
import { weakerThanLibrary } from './weaker-than-library.ts'

/** Every check, by what weighs most for users. `explain`, the rules page and the tests of the examples derive from it. */
export const checks: readonly Check[] = [
  missingModule,
  orphanModule,
  inconsistentEntryPoints,
  unknownPackageReference,
  unknownAttribute,
  evaluationError,
  undefinedVariable,
  missingFileImport,
  duplicateOption,
  duplicateAttribute,
  syntaxError,
  impureForNur,
  notHardened,
  weakerThanLibrary,
  ownCopyOfLibraryPattern,
  unusedLibraryFunction,
  moduleNameMismatch,
  waiverWithoutReason,
  staleClaim,
]

/** @returns the check with that code, or null */
export function findCheck(code: string): Check | null {
  return checks.find((check) => check.code === code) ?? null
}
