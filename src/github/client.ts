import { ProbotOctokit } from 'probot'
import type { RateReserve } from './rate-reserve.ts'

/** An authenticated client of GitHub's API: as the App, or as one installation. */
export type Client = InstanceType<typeof ProbotOctokit>

export type ClientOptions = {
  /** Off only in tests: GitHub asks for a second between writes. */
  readonly throttle: boolean
  readonly reserve: RateReserve
}

/**
 * The Octokit class that Probot is given. It never retries or sleeps by itself: a failed job goes back to the
 * queue, which knows the time to try again and survives a restart.
 */
export function clientClass({ throttle, reserve }: ClientOptions): typeof ProbotOctokit {
  const WithReserve = ProbotOctokit.plugin((octokit) => {
    octokit.hook.before('request', (options) => {
      reserve.check(authenticationOf(octokit), options.url)
    })
    octokit.hook.after('request', (response) => {
      reserve.note(authenticationOf(octokit), response.headers)
    })
  })
  return WithReserve.defaults((options: object) => ({
    ...options,
    retry: { enabled: false },
    throttle: {
      ...throttleOf(options),
      enabled: throttle,
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
  }))
}

/** Limits are counted per installation; the client of the App itself has its own. */
const identities = new WeakMap<object, string>()

function authenticationOf(octokit: object): string {
  return identities.get(octokit) ?? 'app'
}

/** Says whose rate limit a client uses. */
export function identify(client: Client, installation: number): Client {
  identities.set(client, `installation:${installation}`)
  return client
}

function throttleOf(options: object): object {
  const throttle: unknown = Reflect.get(options, 'throttle')
  return typeof throttle === 'object' && throttle !== null ? throttle : {}
}

/** The HTTP status of an error from the API; null for any other error. */
export function statusOf(error: unknown): number | null {
  const status: unknown =
    typeof error === 'object' && error !== null && 'request' in error && 'status' in error
      ? error.status
      : undefined
  return typeof status === 'number' ? status : null
}

/** Runs a request; one of the expected error statuses becomes null. */
export async function unless<T>(statuses: readonly number[], request: () => Promise<T>): Promise<T | null> {
  try {
    return await request()
  } catch (error) {
    const status = statusOf(error)
    if (status !== null && statuses.includes(status)) return null
    throw error
  }
}

/** The value, or null where GitHub knows no such thing. */
export async function unlessMissing<T>(request: () => Promise<T>): Promise<T | null> {
  return await unless([404], request)
}
