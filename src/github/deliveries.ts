import type { Client } from './client.ts'

/** How far back failed deliveries are looked for: GitHub can send them again for three days. */
const windowMilliseconds = 3 * 24 * 3600 * 1000
/** A delivery that failed so often is not asked for again. */
const attemptLimit = 3
const pageLimit = 20

/**
 * Asks GitHub to send again what no attempt delivered (REST docs, "Redeliver a delivery for an app webhook").
 * @returns how many were asked for
 */
export async function redeliverFailed(app: Client, now: Date): Promise<number> {
  const since = now.getTime() - windowMilliseconds
  const attempts = new Map<string, { readonly id: number; readonly delivered: boolean }[]>()
  let pages = 0
  const listing = app.paginate.iterator(app.rest.apps.listWebhookDeliveries, { per_page: 100 })
  reading: for await (const { data } of listing) {
    for (const { guid, id, status_code, delivered_at } of data) {
      if (new Date(delivered_at).getTime() < since) break reading
      const delivered = status_code >= 200 && status_code < 300
      attempts.set(guid, [...(attempts.get(guid) ?? []), { id, delivered }])
    }
    if (++pages === pageLimit) break
  }
  const failed = [...attempts.values()].filter(
    (tries) => tries.length < attemptLimit && !tries.some(({ delivered }) => delivered),
  )
  for (const [latest] of failed) {
    if (latest !== undefined) await app.rest.apps.redeliverWebhookDelivery({ delivery_id: latest.id })
  }
  return failed.length
}
