import { Language, Parser } from 'web-tree-sitter'
import type { Expr, Node } from './ast.ts'
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

let engine: Promise<void> | null = null

/**
 * The engine has one instance a process. Of two that are begun at once, the later would take the place of the other
 * and break its parsers.
 */
async function startEngine(wasmBinary: Uint8Array): Promise<void> {
  engine ??= Parser.init({ wasmBinary }).catch((error: unknown) => {
    engine = null
    throw error
  })
  await engine
}

/**
 * Makes a parser.
 * @param modules `engine`: web-tree-sitter.wasm of the installed web-tree-sitter; `grammar`: grammar/nix.wasm
 * @throws if they are not WebAssembly that fits together
 */
export async function createNixParser(modules: {
  readonly engine: Uint8Array
  readonly grammar: Uint8Array
}): Promise<NixParser> {
  await startEngine(modules.engine)
  const language = await Language.load(modules.grammar)
  const handlings = createHandlings(language)
  const parser = new Parser().setLanguage(language)
  return {
    parse(text) {
      const refusal = refuseText(text)
      if (refusal) return refused(text, refusal)
      const tree = parser.parse(text)
      if (!tree) throw new Error('the parser has no language')
      const recovering = tree.rootNode.hasError
      const lowering: Lowering = { text, recovering, faults: [], comments: [], parens: new Map() }
      const expr = lowerTree(tree, handlings, lowering)
      tree.delete()
      const { comments, parens } = lowering
      return { text, expr, errors: findErrors(parser, lowering), comments, parens }
    },
  }
}

function refused(text: string, refusal: SyntaxFault): ParsedNix {
  const expr = invalid(0, text.length, refusal.message)
  return { text, expr, errors: [refusal], comments: [], parens: new Map() }
}

function findErrors(parser: Parser, { text, recovering, faults }: Lowering): readonly SyntaxFault[] {
  // Tree-sitter skips a byte order mark; Nix does not.
  if (text.startsWith('\uFEFF')) return [fault(0, 1, 'the file begins with a byte order mark')]
  if (recovering) return [locateSyntaxError(parser, text)]
  return faults.sort((one, other) => one.start - other.start)
}

/** Text that is not Nix at all, or made to take long, and that the grammar is therefore spared. */
function refuseText(text: string): SyntaxFault | null {
  const nul = text.indexOf('\0')
  if (nul >= 0) return fault(nul, nul + 1, 'the file holds a NUL character: it is not text')
  const word = findCostlyWord(text)
  if (word === null) return null
  const length = word.end - word.start
  return fault(word.start, word.end, `it holds a word of ${length} characters, which is too long to be read`)
}

function fault(start: number, end: number, message: string): SyntaxFault {
  return { code: 'syntax-error', start, end, message }
}
