import { createHash } from 'node:crypto'

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/**
 * The id of a delivery's job: the delivery's own where it is a UUID and the job its only one, else one derived from
 * it (as RFC 9562 does for version 5). The same delivery always makes the same ids, so the database itself refuses
 * a second one.
 * @param index which of the delivery's jobs
 */
export function jobId(delivery: string, index: number): string {
  if (index === 0 && uuid.test(delivery)) return delivery.toLowerCase()
  const hash = createHash('sha1').update(`nur-keeper\n${delivery}\n${index}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex').slice(0, 32)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
