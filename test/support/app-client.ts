import { ProbotOctokit } from 'probot'
import type { LocalGitHub } from '../../local-github/local-github.ts'

/** The App's own client, without Probot's pauses: as the App, or as one installation. */
export function appClient(github: LocalGitHub, installationId?: number): InstanceType<typeof ProbotOctokit> {
  const { id, privateKey } = github.app
  return new ProbotOctokit({
    baseUrl: github.apiUrl,
    auth: { appId: id, privateKey, ...(installationId === undefined ? {} : { installationId }) },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  })
}

function silent(): void {
  // Refusals are what these tests are about.
}
