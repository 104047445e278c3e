import { checksum } from './checksum.ts'

/**
 * A name as part of a branch: what git refuses in a ref name (git-check-ref-format) is replaced, and a name
 * that had to be changed keeps apart from others by a checksum.
 */
export function slug(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '')
  return plain === name && name !== '' && name.length <= 80
    ? name
    : `${plain.slice(0, 60) || 'x'}-${checksum(name)}`
}
