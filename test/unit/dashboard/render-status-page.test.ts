import { describe, expect, it } from '@jest/globals'
import { loadTemplates } from '../../../src/checkout/load-templates.ts'
import { renderStatusPage, type Status } from '../../../src/dashboard/render-status-page.ts'

const empty: Status = {
  version: '1.0.0',
  startedAt: '2026-01-01T00:00:00Z',
  database: 'embedded',
  queue: { waiting: 0, running: 0, dead: 0, oldestWaiting: null },
  rateLimits: [],
  deadLetters: [],
  jobs: [],
  ignored: [],
}

describe('renderStatusPage', () => {
  it('says so where there is nothing', () => {
    const page = renderStatusPage(empty, loadTemplates())
    expect(page).toContain('None yet.')
    expect(page).not.toContain('undefined')
  })

  it('quotes whatever a repository or its people may have written', () => {
    const hostile = `<script>alert("1")</script>'&`
    const page = renderStatusPage(
      {
        ...empty,
        queue: { ...empty.queue, oldestWaiting: '2026-01-01T00:00:00Z' },
        deadLetters: [
          { job: hostile, event: hostile, delivery: hostile, kind: 'bug', reason: hostile, at: 'now' },
        ],
        jobs: [
          {
            job: hostile,
            state: 'done',
            event: hostile,
            delivery: hostile,
            summary: hostile,
            attempts: 2,
            at: 'now',
          },
        ],
        ignored: [{ event: hostile, delivery: hostile, outcome: 'ignored', reason: hostile, at: 'now' }],
        rateLimits: [{ identity: 'installation:1', remaining: 4000, limit: 5000, resetsAt: 'soon' }],
      },
      loadTemplates(),
    )
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;')
    expect(page).toContain('done, attempt 2')
    expect(page).toContain('4000 of 5000')
  })
})
