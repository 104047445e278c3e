/**
 * Makes a test for paths out of globs: `*` stands for anything within a folder, `**` across folders, all else for
 * itself. A glob that names a folder matches all below it. Linear in the path for each glob, whatever the glob.
 */
export function matchGlobs(globs: readonly string[]): (path: string) => boolean {
  const compiled = globs.map((glob) =>
    glob
      .replace(/^\.?\//, '')
      .replace(/\/$/, '')
      .split('/'),
  )
  return (path) => {
    const parts = path.split('/')
    return compiled.some((glob) => matchParts(glob, parts))
  }
}

/** Greedy matching with one point to return to, as for `*` in a word: no exponential case. */
function matchParts(glob: readonly string[], parts: readonly string[]): boolean {
  let at = 0
  let part = 0
  let star: { readonly at: number; part: number } | null = null
  while (part < parts.length) {
    const pattern = glob[at]
    if (pattern === undefined) return true
    if (pattern === '**') {
      star = { at, part }
      at++
      if (at === glob.length) return true
    } else if (matchWord(pattern, parts[part] ?? '')) {
      at++
      part++
    } else if (star) {
      star.part++
      part = star.part
      at = star.at + 1
    } else return false
  }
  return glob.slice(at).every((pattern) => pattern === '**')
}

function matchWord(pattern: string, word: string): boolean {
  const pieces = pattern.split('*')
  const first = pieces[0] ?? ''
  if (pieces.length === 1) return pattern === word
  const last = pieces.at(-1) ?? ''
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length)
    return false
  let from = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = word.indexOf(piece, from)
    if (found === -1) return false
    from = found + piece.length
  }
  return from <= word.length - last.length
}
