import { routeCheckRun } from './check-run.ts'
import { routeCheckSuite } from './check-suite.ts'
import { ignored, type Delivery, type Route, type Routed } from './delivery.ts'
import { routeInstallation, routeInstallationRepositories } from './installation.ts'
import { routeIssueComment } from './issue-comment.ts'
import { routePullRequest } from './pull-request.ts'
import { routePush } from './push.ts'

/** Every event the App subscribes to; GitHub sends some others unasked. */
export const routes: Readonly<Record<string, Route>> = {
  pull_request: routePullRequest,
  push: routePush,
  issue_comment: routeIssueComment,
  check_run: routeCheckRun,
  check_suite: routeCheckSuite,
  installation: routeInstallation,
  installation_repositories: routeInstallationRepositories,
}

/** Turns a delivery into the jobs it asks for; never throws, whatever the payload. */
export function routeDelivery({ event, payload }: Delivery): Routed {
  const route = Object.hasOwn(routes, event) ? routes[event] : undefined
  return route === undefined ? ignored(`the keeper does not follow ${event} events`) : route(payload)
}

/** `pull_request.opened`: an event as people name it. */
export function nameEvent({ event, payload }: Delivery): string {
  const action: unknown = Reflect.get(Object(payload), 'action')
  return typeof action === 'string' ? `${event}.${action}` : event
}
