import type { DerivationInfo, Position } from '../../nix/eval/value.ts'

/** Files of helpers: a builder that is called there is called on behalf of a package elsewhere. */
const libraryFile = /(^|\/)libs?\//

/**
 * Where a package is defined: where its builder is called, or, for a builder that a helper calls, where the helper is.
 * @param attribute where its attribute is written: among the calls of one file, the one in that attribute counts
 */
export function definingPosition(
  { position, callers }: Pick<DerivationInfo, 'position' | 'callers'>,
  attribute: Position | null,
): Position | null {
  const calls = position === null || callers[0]?.offset === position.offset ? callers : [position, ...callers]
  const start = calls.findIndex(({ path }) => !libraryFile.test(path))
  const first = calls[start]
  if (first === undefined) return position
  const end = calls.findIndex(({ path }, index) => index > start && path !== first.path)
  const inFile = calls.slice(start, end === -1 ? undefined : end)
  if (attribute?.path !== first.path) return inFile.at(-1) ?? first
  const inside = inFile.filter(({ offset }) => offset >= attribute.offset)
  return inside.toSorted((one, other) => one.offset - other.offset)[0] ?? first
}
