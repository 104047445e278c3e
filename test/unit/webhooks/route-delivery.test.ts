import { createRequire } from 'node:module'
import { describe, expect, it } from '@jest/globals'
import { nameEvent, routeDelivery, routes } from '../../../src/webhooks/route-delivery.ts'
import type { Routed } from '../../../src/webhooks/delivery.ts'

type Payload = Readonly<Record<string, unknown>>
const require = createRequire(import.meta.url)
const events = require('@octokit/webhooks-examples') as readonly {
  name: string
  examples: readonly Payload[]
}[]

/** Recorded payloads often lack the installation, which every delivery to an App has. */
function route(event: string, payload: Payload): Routed {
  return routeDelivery({ id: 'd', event, payload: { installation: { id: 5 }, ...payload } })
}

function examples(event: string, action?: string): readonly Payload[] {
  const found = events.find(({ name }) => name === event)?.examples ?? []
  return action === undefined ? found : found.filter((payload) => payload['action'] === action)
}

describe('routeDelivery', () => {
  const all = events.flatMap(({ name, examples: payloads }) => payloads.map((payload) => ({ name, payload })))

  it('knows what to do with every recorded payload', () => {
    expect(all.length).toBeGreaterThan(300)
    for (const { name, payload } of all) {
      const routed = route(name, payload)
      if (routed.type === 'ignored') expect(routed.reason).not.toBe('')
      else expect(routed.jobs.length).toBeGreaterThan(0)
    }
  })

  it('queues exactly what the event table names', () => {
    const queued = all
      .filter(({ name, payload }) => route(name, payload).type === 'jobs')
      .map(({ name, payload }) => nameEvent({ id: '', event: name, payload }))
    expect([...new Set(queued)].sort()).toEqual([
      'check_run.rerequested',
      'check_suite.rerequested',
      'installation.created',
      'installation_repositories.added',
      'pull_request.closed',
      'pull_request.converted_to_draft',
      'pull_request.opened',
      'pull_request.ready_for_review',
      'pull_request.reopened',
      'pull_request.synchronize',
      'push',
    ])
  })

  it('names the repository and the pull request', () => {
    const [payload] = examples('pull_request', 'opened')
    expect(route('pull_request', payload ?? {})).toEqual({
      type: 'jobs',
      jobs: [
        {
          type: 'review-pull-request',
          repository: {
            installation: expect.any(Number),
            id: 186853002,
            owner: 'Codertocat',
            name: 'Hello-World',
          },
          pullRequest: 2,
        },
      ],
    })
  })

  it('heeds an edit of a pull request only where its base changed', () => {
    const [payload = {}] = examples('pull_request', 'opened')
    const edit = (changes: object): Routed => route('pull_request', { ...payload, action: 'edited', changes })
    expect(edit({ title: { from: 'x' } }).type).toBe('ignored')
    expect(edit({ base: { ref: { from: 'x' }, sha: { from: 'y' } } }).type).toBe('jobs')
  })

  it('heeds pushes to the default branch alone', () => {
    const [payload = {}] = examples('push')
    const repository = { ...(payload['repository'] as object), default_branch: 'main' }
    const push = (change: object): Routed => route('push', { ...payload, repository, ...change })
    expect(push({ ref: 'refs/heads/main', deleted: false }).type).toBe('jobs')
    expect(push({ ref: 'refs/heads/other' }).type).toBe('ignored')
    expect(push({ ref: 'refs/tags/main' }).type).toBe('ignored')
    expect(push({ ref: 'refs/heads/main', deleted: true }).type).toBe('ignored')
  })

  describe('with comments', () => {
    const [payload = {}] = examples('issue_comment', 'created')
    const comment = payload['comment'] as { readonly user: object }
    const say = (change: object, action = 'created', issue: object = {}): Routed =>
      route('issue_comment', {
        ...payload,
        action,
        issue: { ...(payload['issue'] as object), ...issue },
        comment: { ...comment, body: '/recheck', ...change },
      })

    it('queues the sign that it was seen besides the commands', () => {
      const routed = say({}, 'created', { pull_request: { url: 'x' } })
      expect(routed).toMatchObject({
        jobs: [
          {
            type: 'run-commands',
            onPullRequest: true,
            author: 'Codertocat',
            commands: [{ name: 'recheck' }],
          },
          { type: 'acknowledge-commands' },
        ],
      })
      expect(say({})).toMatchObject({ jobs: [{ onPullRequest: false }, {}] })
    })

    it.each([
      ['edits', {}, 'edited'],
      ['deletions', {}, 'deleted'],
      ['bots', { user: { login: 'x[bot]', type: 'Bot' } }, 'created'],
      ['accounts that are gone', { user: null }, 'created'],
      ['comments without a command', { body: 'fine' }, 'created'],
      ['empty comments', { body: null }, 'created'],
    ])('ignores %s', (_, change, action) => {
      expect(say(change, action).type).toBe('ignored')
    })
  })

  it('ignores a payload of another shape, with what is wrong', () => {
    for (const event of Object.keys(routes)) {
      for (const payload of [
        null,
        [],
        'x',
        1,
        {},
        { action: 1 },
        { action: 'opened', pull_request: { number: '1' } },
      ]) {
        expect(routeDelivery({ id: 'd', event, payload })).toMatchObject({
          type: 'ignored',
          reason: expect.stringContaining('shape'),
        })
      }
    }
  })

  it('ignores events that no App of ours follows, also by hostile names', () => {
    for (const event of ['star', '__proto__', 'constructor', 'toString', '']) {
      expect(routeDelivery({ id: 'd', event, payload: {} }).type).toBe('ignored')
    }
  })
})
