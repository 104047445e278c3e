import { AttrSet, PathValue, Unknown, isList, type Value } from './value.ts'

/** Nix's own word for a value's type, as `builtins.typeOf` and its messages have it. */
export function typeName(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'float'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (value instanceof PathValue) return 'path'
  if (isList(value)) return 'list'
  if (value instanceof AttrSet) return 'set'
  if (value instanceof Unknown) return 'unknown'
  return 'lambda'
}
