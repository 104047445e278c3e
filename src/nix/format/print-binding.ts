import { type Doc, group, hardLine, line, nest, nothing, softLine, spansLines } from './doc.ts'
import { printAttributePath, printKey } from './print-term.ts'
import { isComment, printToken } from './print-token.ts'
import type { Print } from './printer.ts'
import type { BindingSyntax } from './syntax.ts'

export function printBinding(print: Print, binding: BindingSyntax): Doc {
  if (binding.kind === 'inherit') return printInherit(print, binding)
  const { path, equals, value, end } = binding
  const name = printAttributePath(print, path)
  const last = path.at(-1)?.key
  const commented = last?.kind === 'token' && last.token.after !== null
  const apart = commented || equals.before.some(isComment)
  const rest = [printToken(equals), print.value(value, equals)]
  return [name, apart ? nest(hardLine, rest) : [' ', rest], printToken(end)]
}

/** More names than this get a line each. */
const namesOnOneLine = 3

/** All names on one line, or, where there are many or the author has it so, each on its own and the semicolon, too. */
function printInherit(print: Print, { keyword, from, names, end }: BindingSyntax & { kind: 'inherit' }): Doc {
  const source = from ? print.paren(from, 'other') : nothing
  const spread = print.text.slice(keyword.start, end.start).includes('\n') || spansLines(source)
  const wide = names.length > namesOnOneLine || spread
  const docs = names.map((name): Doc => [wide ? hardLine : line, printKey(print, name)])
  const semicolon: Doc = [names.length === 0 ? nothing : wide ? hardLine : softLine, printToken(end)]
  if (from) {
    const list: Doc = group(nest(docs, names.length === 0 ? ' ' : nothing, semicolon))
    return [printToken(keyword), group(nest(line, source)), list]
  }
  return group(printToken(keyword), names.length === 0 ? ' ' : nothing, nest(docs, semicolon))
}
