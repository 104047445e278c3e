import { compareText } from '../compare.ts'
import { attrSet, type AttrSet, type Native } from '../value.ts'
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

/** Nix reads a component as a C++ `int`; digits that do not fit are text to it. */
const largestNumber = 2 ** 31 - 1

function numberOf(component: string): number | null {
  if (!/^[0-9]+$/.test(component)) return null
  const value = Number(component)
  return value <= largestNumber ? value : null
}

function componentBefore(left: string, right: string): boolean {
  const a = numberOf(left)
  const b = numberOf(right)
  if (a !== null && b !== null) return a < b
  if (left === '' && b !== null) return true
  if (left === 'pre' && right !== 'pre') return true
  if (right === 'pre') return false
  if (b !== null) return true
  if (a !== null) return false
  return compareText(left, right) < 0
}

/** The attributes `name` and `version` of a derivation's name (`builtins.parseDrvName`). */
export function parseDrvName(text: string): AttrSet {
  const dash = text.search(/-[^a-zA-Z]/)
  const [name, version] = dash < 0 ? [text, ''] : [text.slice(0, dash), text.slice(dash + 1)]
  return attrSet([
    ['name', name],
    ['version', version],
  ])
}

/** Versions. */
export const versionBuiltins: readonly Native[] = [
  strict('compareVersions', ['string', 'string'], (machine, left, right) => {
    machine.spend((left.length + right.length) >> 4)
    return BigInt(compareVersions(left, right))
  }),
  strict('splitVersion', ['string'], (machine, version) => {
    machine.spend(version.length)
    machine.allocate(2 * version.length)
    return splitVersion(version)
  }),
  strict('parseDrvName', ['string'], (_machine, name) => parseDrvName(name)),
]
