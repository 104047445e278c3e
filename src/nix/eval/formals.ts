import { Lambda, Native, type Value } from './value.ts'

/** Names of a function's formals and whether they have defaults; null where it takes no set pattern. */
export function formalsOf(fn: Value): ReadonlyMap<string, boolean> | null {
  if (fn instanceof Native) return fn.formals
  if (fn instanceof Lambda && fn.formals !== null) {
    return new Map(fn.formals.names.map(({ name, fallback }) => [name, fallback !== null]))
  }
  return null
}
