/**
 * Writes values as Nix source. Whatever the value holds, the source means that value and nothing else: no quote,
 * `${`, newline or keyword in it can end its literal or start code.
 */

/** Source text, or why the value cannot be written. */
export type Quoted =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

const keywords: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'assert',
  'with',
  'let',
  'in',
  'rec',
  'inherit',
  'or',
])

/** Whether a name can stand bare, as a variable, an argument or an attribute. Nix: `[a-zA-Z_][a-zA-Z0-9_'-]*`. */
export function isIdentifier(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(name) && !keywords.has(name)
}

/** The name of a variable or an argument: those cannot be quoted, so a name that is none is refused. */
export function quoteIdentifier(name: string): Quoted {
  return isIdentifier(name)
    ? { ok: true, text: name }
    : refuse(name, 'is not a name that Nix allows for a variable')
}

/** One attribute name, quoted where it must be: `a-b`, `"1a"`, `"if"`. */
export function quoteAttrName(name: string): string {
  return isIdentifier(name) ? name : quoteString(name)
}

/** An attribute path: `services."a.b".enable`. @param names at least one */
export function quoteAttrPath(names: readonly string[]): string {
  return names.map(quoteAttrName).join('.')
}

const stringEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '${': '\\${',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/**
 * A string on one line. Nix strings hold neither NUL nor half a surrogate pair: each becomes U+FFFD, as in any text
 * that is written as UTF-8.
 */
export function quoteString(text: string): string {
  const inner = holdable(text).replaceAll(/\$\{|["\\\n\r\t]/g, (found) => stringEscapes[found] ?? found)
  return `"${inner}"`
}

function holdable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/**
 * A string over several lines, between `''`. Every line gets an indentation that Nix takes off again.
 * @param indent the columns of white space before the line that the literal starts on
 */
export function quoteIndentedString(text: string, indent: number): string {
  const lines = holdable(text).split('\n')
  const last = lines.length - 1
  const margin = ' '.repeat(indent + 2)
  const filled = lines.findIndex((line) => !isBlank(line))
  const shallow = filled >= 0 ? filled : lines.findIndex((line) => line !== '')
  // Where every line is indented, Nix would take that off, too: an escaped space is none to it.
  const deep = lines.every((line) => isBlank(line) || line.startsWith(' '))
  const written = lines.map((line, index) => {
    const escapeSpace = (deep && index === shallow) || (index === last && line !== '' && isBlank(line))
    const content = escapeSpace
      ? `''\\ ${escapeLine(line.slice(1), index === last)}`
      : escapeLine(line, index === last)
    return line === '' ? '' : margin + content
  })
  const closing = lines[last] === '' ? ' '.repeat(indent) : ''
  return `''\n${written.join('\n')}${closing}''`
}

function isBlank(line: string): boolean {
  return /^ *$/.test(line)
}

/** Escapes one line; `atEnd`: the closing quotes follow it. */
function escapeLine(line: string, atEnd: boolean): string {
  let text = ''
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at)
    const next = line.charAt(at + 1)
    if (char === '$' && next === '{') text += "''$"
    else if (char === '\r') text += "''\\r"
    // A quote mark beside another, or beside an escape (which starts with one), would be read together with it.
    else if (char === "'" && "'$\r".includes(next) && (next !== '' || atEnd)) text += "''\\'"
    else text += char
  }
  return text
}

const pathCharacters = /^[a-zA-Z0-9._+-]+$/

/**
 * The path of a file as written in another file, relative to that one: `./x.nix`, `../../lib/common.nix`, or
 * `(./. + "/we ird.nix")` where a path literal cannot hold the name.
 * @param from the file that the path is written in, from the root of the repository: `modules/org/default.nix`
 * @param to the file or folder it leads to, from the same root
 */
export function quotePath(from: string, to: string): Quoted {
  const [source, target] = [from.split('/'), to === '' ? [] : to.split('/')]
  for (const [path, segments] of [[from, source] as const, [to, target] as const]) {
    const bad = segments.map(refuseSegment).find((reason) => reason !== null)
    if (bad !== undefined) return refuse(path, bad)
  }
  const folder = source.slice(0, -1)
  let shared = 0
  while (shared < folder.length && shared < target.length && folder[shared] === target[shared]) shared++
  const up = '../'.repeat(folder.length - shared)
  const down = target.slice(shared)
  if (down.length === 0) return { ok: true, text: up === '' ? './.' : `${up}.` }
  if (down.every((segment) => pathCharacters.test(segment))) {
    return { ok: true, text: `${up === '' ? './' : up}${down.join('/')}` }
  }
  return { ok: true, text: `(${up === '' ? './' : up}. + ${quoteString(`/${down.join('/')}`)})` }
}

/** Why a part of a path is refused, or null. */
function refuseSegment(segment: string): string | null {
  if (segment === '') return 'has an empty part'
  if (segment === '.' || segment === '..') return `has a part '${segment}'`
  if (segment.startsWith('-')) return 'has a part that starts with a dash'
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001F\u007F]/.test(segment)) return 'has a control character'
  return segment.isWellFormed() ? null : 'is not Unicode'
}

function refuse(value: string, reason: string): Quoted {
  return { ok: false, reason: `${JSON.stringify(value)} ${reason}` }
}
