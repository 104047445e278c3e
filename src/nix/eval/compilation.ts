import type { Env, Position, Slot } from './value.ts'

/** What compiling needs to know of a file. */
export type Compilation = {
  readonly path: string
  readonly globals: ReadonlyMap<string, Slot>
}

/** Makes a slot in an environment: a constant, a variable's own slot, or a thunk. */
export type SlotMaker = (env: Env) => Slot

/** Where a node of a file's syntax is written. */
export function positionOf(node: { readonly start: number }, file: Compilation): Position {
  return { path: file.path, offset: node.start }
}
