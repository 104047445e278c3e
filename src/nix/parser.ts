import type { Expr, Node } from './ast.ts'
import { type Engine, startEngine } from './engine.ts'
import { findCostlyWord } from './find-costly-word.ts'
import { locateSyntaxError } from './locate-syntax-error.ts'
import { createHandlings, lowerTree } from './lower-tree.ts'
import { invalid, type Lowering } from './lowering.ts'
import type { Comment, SyntaxFault } from './syntax-fault.ts'

/**
 * A parsed file. `expr` is always there: where the text could not be read, it holds invalid expressions.
 * `errors` is what Nix's own parser would refuse the file for, in the order of the text: its first syntax error, or,
 * where there is none, all other faults. Offsets are in UTF-16 code units.
 */
export type ParsedNix = {
  readonly text: string
  readonly expr: Expr
  readonly errors: readonly SyntaxFault[]
  readonly comments: readonly Comment[]
  /** The outermost parentheses around an expression, whose own extent is without them. */
  readonly parens: ReadonlyMap<Expr, Node>
}

export type NixParser = {
  /** @param text a Nix file, any text at all */
  readonly parse: (text: string) => ParsedNix
}

/**
 * Makes a parser.
 * @param grammar grammar/nix.wasm
 * @throws {WebAssembly.CompileError} if it is no WebAssembly
 */
export async function createNixParser(grammar: Uint8Array<ArrayBuffer>): Promise<NixParser> {
  const engine = await startEngine(grammar)
  const handlings = createHandlings(engine.symbols)
  return {
    parse(text) {
      const refusal = refuseText(text)
      if (refusal) return refused(text, refusal)
      const tree = engine.parse(text)
      if (!tree) return refused(text, tooLarge(text))
      const lowering: Lowering = {
        text,
        recovering: tree.hasError,
        faults: [],
        comments: [],
        parens: new Map(),
      }
      const expr = lowerTree(tree, handlings, lowering)
      const { comments, parens } = lowering
      return { text, expr, errors: findErrors(engine, lowering), comments, parens }
    },
  }
}

function refused(text: string, refusal: SyntaxFault): ParsedNix {
  const expr = invalid(0, text.length, refusal.message)
  return { text, expr, errors: [refusal], comments: [], parens: new Map() }
}

function findErrors(engine: Engine, { text, recovering, faults }: Lowering): readonly SyntaxFault[] {
  // Tree-sitter skips a byte order mark; Nix does not.
  if (text.startsWith('\uFEFF')) return [fault(0, 1, 'the file begins with a byte order mark')]
  if (recovering) {
    const stand = engine.firstError()
    return [stand === null ? tooLarge(text) : locateSyntaxError(stand, text)]
  }
  return faults.sort((one, other) => one.start - other.start)
}

/** Text that is not Nix at all, or made to take long, and that the grammar is therefore spared. */
function refuseText(text: string): SyntaxFault | null {
  const nul = text.indexOf('\0')
  if (nul >= 0) return fault(nul, nul + 1, 'the file holds a NUL character: it is not text')
  const word = findCostlyWord(text)
  if (word === null) return null
  const length = word.end - word.start
  const message = `it holds a word of ${length} characters, which is too long to be read`
  return { ...fault(word.start, word.end, message), limit: 'word' }
}

function tooLarge(text: string): SyntaxFault {
  return { ...fault(0, text.length, 'it takes more memory to be read than a file may'), limit: 'memory' }
}

function fault(start: number, end: number, message: string): SyntaxFault {
  return { code: 'syntax-error', start, end, message }
}
