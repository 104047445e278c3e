import { PermanentFault, TransientFault } from '../model/fault.ts'
import { statusOf } from './client.ts'

/** What GitHub asks for where it names no time for a secondary limit: "wait at least one minute". */
const secondaryLimitWait = 60_000

/**
 * Tells what an error means for the job that met it, after GitHub's "Troubleshooting the REST API" and "Rate
 * limits": a fault that passes, one that stays, or (returned as it is) a fault of our own.
 * @param error anything thrown
 * @param now for times that GitHub names as a duration
 */
export function classifyError(error: unknown, now: Date): unknown {
  if (error instanceof TransientFault || error instanceof PermanentFault) return error
  const message = error instanceof Error ? error.message : String(error)
  const status = statusOf(error)
  if (status === null) return classifyOther(error, message)
  const limited = retryTime(error, status, message, now)
  if (limited !== null) return new TransientFault(message, limited, { cause: error })
  if (status >= 500 || [401, 408, 409, 425].includes(status))
    return new TransientFault(message, null, { cause: error })
  if ([403, 404, 410, 451].includes(status)) return new PermanentFault(message, { cause: error })
  return error
}

/** The time to try again after a primary or secondary rate limit; null where it was none. */
function retryTime(error: unknown, status: number, message: string, now: Date): Date | null {
  if (status !== 403 && status !== 429) return null
  const retryAfter = Number(headerOf(error, 'retry-after') ?? Number.NaN)
  if (Number.isFinite(retryAfter)) return new Date(now.getTime() + Math.min(retryAfter, 3600) * 1000)
  const reset = Number(headerOf(error, 'x-ratelimit-reset') ?? Number.NaN)
  if (headerOf(error, 'x-ratelimit-remaining') === '0' && Number.isFinite(reset))
    return new Date(reset * 1000)
  const limited = status === 429 || /rate limit|abuse detection/i.test(message)
  return limited ? new Date(now.getTime() + secondaryLimitWait) : null
}

function headerOf(error: unknown, name: string): string | null {
  const response: unknown = Reflect.get(Object(error), 'response')
  const headers: unknown = Reflect.get(Object(response), 'headers')
  const value: unknown = Reflect.get(Object(headers), name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

const networkCodes = /^(ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR)/

function classifyOther(error: unknown, message: string): unknown {
  const name: unknown = Reflect.get(Object(error), 'name')
  if (name === 'AbortError' || name === 'TimeoutError')
    return new TransientFault(message, null, { cause: error })
  const codes = [error, Reflect.get(Object(error), 'cause') as unknown].map((value): unknown =>
    Reflect.get(Object(value), 'code'),
  )
  if (codes.some((code) => typeof code === 'string' && networkCodes.test(code))) {
    return new TransientFault(message, null, { cause: error })
  }
  if (name === 'GraphqlResponseError' && /rate limit/i.test(message)) {
    return new TransientFault(message, null, { cause: error })
  }
  return error
}
