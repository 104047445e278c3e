type Padding = {
  /** Bytes of one block: 64, or 128 for SHA-512. */
  readonly block: 64 | 128
  /** Whether the length at the end is written with its lowest byte first, as MD5 has it. */
  readonly littleEndian: boolean
}

/**
 * A message cut into whole blocks: a one bit, zeros, and the length in bits at the end
 * (FIPS 180-4, 5.1; RFC 1321, 3.1 and 3.2).
 */
export function padMessage(message: Uint8Array, { block, littleEndian }: Padding): DataView {
  const ending = block / 8 + 1
  const bytes = new Uint8Array(Math.ceil((message.length + ending) / block) * block)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setBigUint64(bytes.length - 8, BigInt(message.length) * 8n, littleEndian)
  return view
}
