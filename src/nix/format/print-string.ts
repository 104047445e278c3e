import {
  closing,
  type Doc,
  flatText,
  group,
  hardLine,
  lineFeed,
  nest,
  nothing,
  ownLine,
  shift,
  softLine,
  spansLines,
  verbatim,
} from './doc.ts'
import type { Print } from './printer.ts'
import { printAfter, printBefore, printTrivia } from './print-token.ts'
import { isAbsorbable, isMultilineString, isSimple } from './shapes.ts'
import { indentOf, isBlankPart, stringLines, toQuoted } from './string-lines.ts'
import type { StringPart, StringSyntax, Syntax } from './syntax.ts'

export function printString(print: Print, string: StringSyntax): Doc {
  const before = printBefore(string.open)
  const after = printAfter(string.after)
  if (string.open.text === '"') return [before, '"', printParts(print, string.parts), '"', after]
  if (string.parts.some(isBoundToLayout)) return [before, "''", printParts(print, string.parts), "''", after]
  const quoted = toQuoted(string.parts)
  if (quoted) return [before, '"', printParts(print, quoted), '"', after]
  if (isMultilineString(string)) return [before, printIndented(print, string.parts), after]
  return [before, "''", printParts(print, string.parts), "''", after]
}

/** To Nix, indentation after an escaped line feed is indentation like any other: another one would change the text. */
function isBoundToLayout(part: StringPart): boolean {
  return typeof part === 'string' && part.includes("''\\n")
}

function printParts(print: Print, parts: readonly StringPart[]): Doc {
  return parts.map((part) =>
    typeof part === 'string' ? verbatim(part) : printInterpolation(print, part, parts.length === 1),
  )
}

/** What is interpolated stays on its line up to this width. */
const shortInterpolation = 30

type Interpolation = StringPart & object

/** `${ … }`: on one line where it is simple; else on lines of its own, unless nothing else is on its line. */
export function printInterpolation(print: Print, part: Interpolation, alone: boolean): Doc {
  const trailing = part.close.before
  const inner = print.expression(part.expr)
  const { after } = part.open
  if (trailing.length === 0 && after === null) {
    const oneLine = spansLines(inner) ? null : flatText(inner)
    if (oneLine !== null && (isSimple(part.expr) || oneLine.length <= shortInterpolation))
      return ['${', oneLine, '}']
    if (isAbsorbable(part.expr)) return group('${', inner, closing('}'))
    if (alone && opens(part.expr)) return group('${', inner, softLine, closing('}'))
  }
  const comments = trailing.length === 0 ? nothing : [hardLine, printTrivia(trailing)]
  const opening = after === null ? nothing : [ownLine(`#${after}`), hardLine]
  return group('${', nest(softLine, opening, group(inner), comments), softLine, closing('}'))
}

/** Whether an application goes on after its first line with what its last argument holds. */
function opens(syntax: Syntax): boolean {
  return syntax.kind === 'apply'
}

function printIndented(print: Print, parts: readonly StringPart[]): Doc {
  const lines = stringLines(parts)
  const docs = lines.map((line, index): Doc => {
    if (line.length === 0) return index === lines.length - 1 ? nothing : lineFeed
    const columns = indentOf(line)
    const content = line.map((part) => {
      if (typeof part === 'string') return verbatim(part)
      return shift(
        columns,
        printInterpolation(
          print,
          part,
          line.every((each) => each === part || isBlankPart(each)),
        ),
      )
    })
    return [lineFeed, content]
  })
  const endsLine = lines.at(-1)?.length === 0
  return group("''", nest(docs), endsLine ? lineFeed : nothing, closing("''"))
}

export function printPath(print: Print, path: Syntax & { kind: 'path' }): Doc {
  const parts = path.parts.map((part): Doc => {
    return typeof part === 'string' ? part : ['${', print.expression(part.expr), '}']
  })
  return [printBefore(path.open), path.open.text, parts, printAfter(path.after)]
}
