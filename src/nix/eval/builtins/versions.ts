import { parseDrvName } from './strings.ts'
import { type Native } from '../value.ts'
import { strict } from './strict.ts'

/** Components of a version: runs of digits, and runs of anything else between `.` and `-`. */
export function splitVersion(version: string): readonly string[] {
  return version.match(/[0-9]+|[^0-9.-]+/g) ?? []
}

/** Nix manual, `builtins.compareVersions`: "pre" is before anything, letters are before digits, missing is empty. */
export function compareVersions(left: string, right: string): -1 | 0 | 1 {
  const one = splitVersion(left)
  const other = splitVersion(right)
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const a = one[index] ?? ''
    const b = other[index] ?? ''
    if (componentBefore(a, b)) return -1
    if (componentBefore(b, a)) return 1
  }
  return 0
}

function componentBefore(left: string, right: string): boolean {
  const a = /^[0-9]+$/.test(left) ? BigInt(left) : null
  const b = /^[0-9]+$/.test(right) ? BigInt(right) : null
  if (a !== null && b !== null) return a < b
  if (left === '' && b !== null) return true
  if (left === 'pre' && right !== 'pre') return true
  if (right === 'pre') return false
  if (b !== null) return true
  if (a !== null) return false
  return left < right
}

/** Versions. */
export const versionBuiltins: readonly Native[] = [
  strict('compareVersions', ['string', 'string'], (_machine, left, right) =>
    BigInt(compareVersions(left, right)),
  ),
  strict('splitVersion', ['string'], (_machine, version) => splitVersion(version)),
  strict('parseDrvName', ['string'], (_machine, name) => parseDrvName(name)),
]
