/**
 * Resolves a relative path literal of a file against the repository's root.
 * @param from path of the file that holds the literal
 * @param literal as written: `./a`, `../b/c.nix`, `./.`
 * @returns the path from the root (empty for the root itself), or null where it leaves the repository or is absolute
 */
export function resolvePath(from: string, literal: string): string | null {
  if (literal.startsWith('/') || literal.startsWith('~')) return null
  const parts = from.split('/').slice(0, -1)
  for (const part of literal.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return null
  }
  return parts.join('/')
}
