/**
 * A name as part of a branch: what git refuses in a ref name (git-check-ref-format) is replaced, and a name
 * that had to be changed keeps apart from others by a checksum.
 */
export function slug(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '')
  return plain === name && name.length <= 80 ? name : `${plain.slice(0, 60) || 'x'}-${checksum(name)}`
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
