import type { Expr } from '../ast.ts'
import type { Scope } from './scope.ts'
import type { Code, Env, Position, Slot } from './value.ts'

/** Makes a slot in an environment: a constant, a variable's own slot, or a thunk. */
export type SlotMaker = (env: Env) => Slot

/** Compiles the expressions of one file; each part of the compiler is given it for the expressions inside its own. */
export type Compilation = {
  /** The file, and the names in scope at its top. */
  readonly path: string
  readonly globals: ReadonlyMap<string, Slot>
  code(expr: Expr, scope: Scope | null): Code
  /** Code that runs later, on its own: the body of a function, the value of a thunk. */
  delayedCode(expr: Expr, scope: Scope | null): Code
  /** The same for code that is made of more than one expression. */
  delayed(compileIt: () => Code): Code
  /**
   * How the value of an expression is put into a slot without evaluating it.
   * @param constructing the innermost scope is still being filled: its own slots may not be read yet
   */
  slot(expr: Expr, scope: Scope | null, constructing?: boolean): SlotMaker
  position(node: { readonly start: number }): Position
}
