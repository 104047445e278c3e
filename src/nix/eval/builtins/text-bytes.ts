const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Most strings: one character is one byte. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The UTF-8 bytes of a text as a string of one character each. */
export function toBytes(text: string): string {
  const pieces: string[] = []
  const bytes = utf8(text)
  for (let start = 0; start < bytes.length; start += 8192) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8192)))
  }
  return pieces.join('')
}

/** The text of UTF-8 bytes; null where they are cut inside a character. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** The reverse of `toBytes`. */
export function fromBytes(bytes: string): string | null {
  return fromUtf8(Uint8Array.from(bytes, (char) => char.charCodeAt(0)))
}
