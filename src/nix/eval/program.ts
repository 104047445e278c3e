import type { NixParser } from '../parser.ts'
import { compile } from './compile.ts'
import { EvalFault, type Code, type Slot } from './value.ts'

/**
 * Parses and compiles a text.
 * @param path the file it stands for: relative paths start from its folder
 * @throws EvalFault `syntax-error` or `undefined-variable`: what Nix refuses before it evaluates anything
 */
export function compileText(
  text: string,
  path: string,
  parser: NixParser,
  globals: ReadonlyMap<string, Slot>,
): Code {
  const parsed = parser.parse(text)
  const [error] = parsed.errors
  if (error !== undefined) throw new EvalFault('syntax-error', error.message, { path, offset: error.start })
  return compile(parsed.expr, null, { path, globals })
}

/** Code of a file, made when it first runs; what is wrong with it is found once and fails every time. */
export function compileLater(make: () => Code): Code {
  let made: Code | EvalFault | null = null
  const attempt = (): Code | EvalFault => {
    try {
      return make()
    } catch (error) {
      if (error instanceof EvalFault) return error
      throw error
    }
  }
  return (env, core) => {
    made ??= attempt()
    if (made instanceof EvalFault) throw made
    return made(env, core)
  }
}
