import type { JobRequest } from '../model/job.ts'

/** A webhook whose signature was found right. */
export type Delivery = {
  /** `X-GitHub-Delivery`. */
  readonly id: string
  /** `X-GitHub-Event`, such as `pull_request`. */
  readonly event: string
  /** The body, as parsed JSON: its shape is GitHub's, but nothing here relies on it unchecked. */
  readonly payload: unknown
}

/** What a delivery asks for: jobs, or nothing, with the reason. */
export type Routed =
  | { readonly type: 'jobs'; readonly jobs: readonly JobRequest[] }
  | { readonly type: 'ignored'; readonly reason: string }

export type Route = (payload: unknown) => Routed

export function jobs(...requests: readonly JobRequest[]): Routed {
  return { type: 'jobs', jobs: requests }
}

export function ignored(reason: string): Routed {
  return { type: 'ignored', reason }
}
