import {
  blankLine,
  closing,
  type Doc,
  flatText,
  group,
  hardLine,
  nest,
  nothing,
  shift,
  softLine,
  spansLines,
  verbatim,
} from './doc.ts'
import type { Print } from './printer.ts'
import { printAfter, printBefore, printTrivia } from './print-token.ts'
import { isAbsorbable, isMultilineString, isSimple } from './shapes.ts'
import type { StringPart, StringSyntax, Syntax } from './syntax.ts'

export function printString(print: Print, string: StringSyntax): Doc {
  const before = printBefore(string.open)
  const after = printAfter(string.after)
  if (string.open.text === '"') return [before, '"', printParts(print, string.parts), '"', after]
  if (!isMultilineString(string)) {
    const simple = toQuoted(string.parts)
    if (simple) return [before, '"', printParts(print, simple), '"', after]
    return [before, "''", printParts(print, string.parts), "''", after]
  }
  return [before, printIndented(print, string.parts), after]
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
  if (trailing.length === 0) {
    const oneLine = spansLines(inner) ? null : flatText(inner)
    if (oneLine !== null && (isSimple(part.expr) || oneLine.length <= shortInterpolation))
      return ['${', oneLine, '}']
    if (isAbsorbable(part.expr)) return group('${', inner, closing('}'))
    if (alone && opens(part.expr)) return group('${', inner, softLine, closing('}'))
  }
  const comments = trailing.length === 0 ? nothing : [hardLine, printTrivia(trailing)]
  return group('${', nest(softLine, group(inner), comments), softLine, closing('}'))
}

/** Whether an application goes on after its first line with what its last argument holds. */
function opens(syntax: Syntax): boolean {
  return syntax.kind === 'apply'
}

/** An indented string without line breaks, quotes and backslashes is written with plain quotes. */
function toQuoted(parts: readonly StringPart[]): StringPart[] | null {
  const quoted: StringPart[] = []
  for (const part of parts) {
    if (typeof part !== 'string') quoted.push(part)
    else if (/["\\\r]/.test(part)) return null
    else quoted.push(part.replaceAll("''$", '\\$').replaceAll("'''", "''"))
  }
  return quoted
}

type StringLine = StringPart[]

function printIndented(print: Print, parts: readonly StringPart[]): Doc {
  const lines = stripIndentation(splitLines(parts))
  const docs = lines.map((line, index): Doc => {
    if (line.length === 0) return index === lines.length - 1 ? nothing : blankLine
    const columns = indentOf(line)
    const parts = line.map((part) => {
      if (typeof part === 'string') return part
      return shift(
        columns,
        printInterpolation(
          print,
          part,
          line.every((each) => each === part || isBlankPart(each)),
        ),
      )
    })
    return [hardLine, parts]
  })
  const last = lines.at(-1) ?? []
  return group("''", nest(docs), last.length === 0 ? hardLine : nothing, closing("''"))
}

function splitLines(parts: readonly StringPart[]): StringLine[] {
  const lines: StringLine[] = [[]]
  for (const part of parts) {
    if (typeof part !== 'string') {
      lines.at(-1)?.push(part)
      continue
    }
    const [first = '', ...others] = part.split('\n')
    if (first !== '') lines.at(-1)?.push(first)
    for (const text of others) lines.push(text === '' ? [] : [text])
  }
  // The line of the opening quotes does not count where it holds spaces only.
  const [opening] = lines
  return opening && isBlankLine(opening) ? lines.slice(1) : lines
}

function isBlankLine(line: StringLine): boolean {
  return line.every(isBlankPart)
}

function isBlankPart(part: StringPart): boolean {
  return typeof part === 'string' && /^ *$/.test(part)
}

function stripIndentation(lines: readonly StringLine[]): StringLine[] {
  const indents = lines.filter((line) => !isBlankLine(line)).map(indentOf)
  const margin = Math.min(...indents)
  return lines.map((line, index) => {
    if (isBlankLine(line)) {
      const [blank = ''] = line
      const rest = typeof blank === 'string' && Number.isFinite(margin) ? blank.slice(margin) : ''
      return index === lines.length - 1 || rest === '' ? [] : [rest]
    }
    const [first, ...others] = line
    if (typeof first !== 'string') return line
    const text = first.slice(margin)
    return text === '' ? others : [text, ...others]
  })
}

function indentOf([first]: StringLine): number {
  return typeof first === 'string' ? first.length - first.replace(/^ +/, '').length : 0
}

export function printPath(print: Print, path: Syntax & { kind: 'path' }): Doc {
  const parts = path.parts.map((part): Doc => {
    return typeof part === 'string' ? part : ['${', print.expression(part.expr), '}']
  })
  return [printBefore(path.open), path.open.text, parts, printAfter(path.after)]
}
