import { Unknown } from '../../eval/value.ts'

/**
 * A merge sort: equal items keep their order.
 * @param before whether the first has to stand before the second
 * @returns the first unknown answer where there is one
 */
export function stableSort<T>(
  items: readonly T[],
  before: (left: T, right: T) => boolean | Unknown,
): readonly T[] | Unknown {
  if (items.length < 2) return items
  const middle = items.length >> 1
  const left = stableSort(items.slice(0, middle), before)
  if (left instanceof Unknown) return left
  const right = stableSort(items.slice(middle), before)
  if (right instanceof Unknown) return right
  const merged: T[] = []
  let index = 0
  for (const item of left) {
    for (let other = right[index]; other !== undefined; other = right[++index]) {
      const answer = before(other, item)
      if (answer instanceof Unknown) return answer
      if (!answer) break
      merged.push(other)
    }
    merged.push(item)
  }
  return [...merged, ...right.slice(index)]
}
