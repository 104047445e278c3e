import { type Doc, group, hardLine, line, nest, nothing, softLine, spansLines } from './doc.ts'
import { printAttributePath, printKey } from './print-term.ts'
import { printToken } from './print-token.ts'
import type { Print } from './printer.ts'
import type { BindingSyntax } from './syntax.ts'

export function printBinding(print: Print, binding: BindingSyntax): Doc {
  if (binding.kind === 'inherit') return printInherit(print, binding)
  const { path, equals, value, end } = binding
  return [
    printAttributePath(print, path),
    ' ',
    printToken(equals),
    print.value(value, equals),
    printToken(end),
  ]
}

/** More names than this get a line each. */
const namesOnOneLine = 3

/** All names on one line, or, where there are many or the author has it so, each on its own and the semicolon, too. */
function printInherit(print: Print, { keyword, from, names, end }: BindingSyntax & { kind: 'inherit' }): Doc {
  const wide = names.length > namesOnOneLine || print.text.slice(keyword.start, end.start).includes('\n')
  const docs = names.map((name): Doc => [wide ? hardLine : line, printKey(print, name)])
  const semicolon: Doc = [names.length === 0 ? nothing : wide ? hardLine : softLine, printToken(end)]
  if (from) {
    const source = group(nest(line, print.paren(from, 'other')))
    return [printToken(keyword), source, group(nest(docs, names.length === 0 ? ' ' : nothing, semicolon))]
  }
  return group(printToken(keyword), names.length === 0 ? ' ' : nothing, nest(docs, semicolon))
}
