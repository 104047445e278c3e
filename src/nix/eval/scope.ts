import type { Env } from './value.ts'

/** What names mean at a place of the text, known before anything runs. */
export type Scope =
  | { readonly type: 'variables'; readonly index: ReadonlyMap<string, number>; readonly up: Scope | null }
  | { readonly type: 'with'; readonly up: Scope | null }

export type Resolution =
  | { readonly type: 'slot'; readonly depth: number; readonly index: number }
  | { readonly type: 'global' }
  /** Not bound lexically: one of these `with` scopes, innermost first, may have it. */
  | { readonly type: 'with'; readonly depths: readonly number[] }
  | { readonly type: 'undefined' }

/** Finds a name: what is bound lexically beats every `with` (Nix manual, "With-expressions"). */
export function resolve(scope: Scope | null, name: string, isGlobal: (name: string) => boolean): Resolution {
  const withs: number[] = []
  let depth = 0
  for (let current = scope; current !== null; current = current.up, depth++) {
    if (current.type === 'with') withs.push(depth)
    else {
      const index = current.index.get(name)
      if (index !== undefined) return { type: 'slot', depth, index }
    }
  }
  if (isGlobal(name)) return { type: 'global' }
  return withs.length > 0 ? { type: 'with', depths: withs } : { type: 'undefined' }
}

/** The environment `depth` scopes out. */
export function climb(env: Env, depth: number): Env {
  let current = env
  for (let step = 0; step < depth; step++) {
    if (current.up === null) throw new Error('an environment is missing')
    current = current.up
  }
  return current
}
