/** The largest file whose text is read, in bytes. Generated Nix of 2 MB is seen in the wild. */
export const textSizeLimit = 4 * 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Decodes a file's bytes.
 * @returns its text with a byte order mark kept; null where it is over the limit, holds NUL, or is not UTF-8
 */
export function decodeText(bytes: Uint8Array): string | null {
  if (bytes.length > textSizeLimit || bytes.includes(0)) return null
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
