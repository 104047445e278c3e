import type { Expr, PathExpr, StringExpr } from '../ast.ts'
import { coerceInterpolated, concatStrings } from './coerce.ts'
import type { Compilation } from './compilation.ts'
import { joinPath, literalPath } from './paths.ts'
import type { Scope } from './scope.ts'
import {
  Unknown,
  suspended,
  type Code,
  type Core,
  type Env,
  type Position,
  type Result,
  type Value,
} from './value.ts'

type Piece = string | Code

/** `"…${x}…"` and `''…''`. */
export function compileString(expr: StringExpr, scope: Scope | null, file: Compilation): Code {
  if (expr.parts.every((part) => typeof part === 'string')) {
    const value = expr.parts.join('')
    return () => value
  }
  const pieces = compilePieces(expr.parts, scope, file)
  const position = file.position(expr)
  return (env, core) => joinPieces(pieces, [], env, core, position, (text) => text)
}

/** `./a/${x}/b`. */
export function compilePath(expr: PathExpr, scope: Scope | null, file: Compilation): Code {
  const [first, ...more] = expr.parts
  const head = typeof first === 'string' ? first : ''
  const base = literalPath(head, file.path)
  if (more.length === 0 || base instanceof Unknown) return () => base
  const pieces = compilePieces(more, scope, file)
  const position = file.position(expr)
  const separator = head.endsWith('/') ? '/' : ''
  return (env, core) =>
    joinPieces(pieces, [], env, core, position, (text) =>
      text instanceof Unknown ? text : joinPath(base, separator + text),
    )
}

function compilePieces(
  parts: readonly (string | Expr)[],
  scope: Scope | null,
  file: Compilation,
): readonly Piece[] {
  return parts.map((part) => (typeof part === 'string' ? part : file.code(part, scope)))
}

/** Evaluates the pieces that are left, in order, and gives their text to `finish`. */
function joinPieces(
  pieces: readonly Piece[],
  before: readonly (string | Unknown)[],
  env: Env,
  core: Core,
  position: Position,
  finish: (text: string | Unknown) => Value,
): Result {
  const done = [...before]
  for (let piece = pieces[done.length]; piece !== undefined; piece = pieces[done.length]) {
    if (typeof piece === 'string') {
      done.push(piece)
      continue
    }
    const value = piece(env, core)
    if (value === suspended) {
      return core.later((later) => {
        done.push(coerceInterpolated(later, core, position))
        return joinPieces(pieces, done, env, core, position, finish)
      })
    }
    done.push(coerceInterpolated(value, core, position))
  }
  return finish(concatStrings(done, core))
}
