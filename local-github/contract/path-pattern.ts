/** `/repos/{owner}/{repo}/contents/{path}`, taken apart. */
export type PathPattern = { readonly text: string; readonly parts: readonly string[] }

/** These parameters may hold slashes, and stand last. */
const greedy = new Set(['{path}', '{ref}', '{basehead}'])

export function parsePattern(text: string): PathPattern {
  return { text, parts: text.split('/') }
}

/** @returns the decoded parameters, or null where the path is of another shape */
export function matchPath({ parts }: PathPattern, path: string): Record<string, string> | null {
  const given = path.split('/')
  const last = parts.at(-1) ?? ''
  if (greedy.has(last) ? given.length < parts.length : given.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const text =
      index === parts.length - 1 && greedy.has(last) ? given.slice(index).join('/') : (given[index] ?? '')
    if (!part.startsWith('{')) {
      if (part !== text) return null
      continue
    }
    const value = decode(text)
    if (value === null || value === '') return null
    params[part.slice(1, -1)] = value
  }
  return params
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
