import { blobId } from '../../src/github/digest.ts'
import { sha } from './github-client.ts'

/** Bodies as GitHub gives them, as small as its description of the API allows. */
export const api = 'https://api.github.com/repos/tangled/nur'
export const person = {
  date: '2026-01-02T03:04:05Z',
  email: 'ann@example.org',
  name: 'ann',
}
export const commit = (id: string, tree: string): object => ({
  sha: id,
  node_id: 'C_x',
  url: `${api}/git/commits/${id}`,
  html_url: `https://github.com/tangled/nur/commit/${id}`,
  author: person,
  committer: person,
  tree: { sha: tree, url: `${api}/git/trees/${tree}` },
  message: 'x',
  parents: [],
  verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
})
export const entry = (path: string, text: string, change: object = {}): object => {
  const id = blobId(Buffer.from(text), 40)
  return {
    path,
    mode: '100644',
    type: 'blob',
    sha: id,
    size: text.length,
    url: `${api}/git/blobs/${id}`,
    ...change,
  }
}
export const tree = (id: string, entries: readonly object[], truncated = false): object => ({
  sha: id,
  url: `${api}/git/trees/${id}`,
  tree: entries,
  truncated,
})
export const blob = (text: string): object => {
  const id = blobId(Buffer.from(text), 40)
  return {
    sha: id,
    node_id: 'B_x',
    size: text.length,
    url: `${api}/git/blobs/${id}`,
    content: Buffer.from(text).toString('base64'),
    encoding: 'base64',
  }
}
export const user = (login: string): object => ({
  login,
  id: 1,
  node_id: 'U_x',
  avatar_url: 'https://example.org/a',
  gravatar_id: '',
  ...Object.fromEntries(
    [
      'url',
      'html_url',
      'followers_url',
      'following_url',
      'gists_url',
      'starred_url',
      'subscriptions_url',
      'organizations_url',
      'repos_url',
      'events_url',
      'received_events_url',
    ].map((key) => [key, 'https://example.org/u']),
  ),
  type: 'Bot',
  site_admin: false,
})
export const comment = (id: number, login: string, body: string): object => ({
  id,
  node_id: 'IC_x',
  url: `${api}/issues/comments/${id}`,
  html_url: 'https://example.org/c',
  issue_url: `${api}/issues/3`,
  body,
  user: user(login),
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  author_association: 'NONE',
})

export const checkRun = (id: number): object => ({
  id,
  head_sha: sha('h'),
  node_id: 'CR_x',
  external_id: 'x',
  url: `${api}/check-runs/${id}`,
  html_url: 'https://example.org/r',
  details_url: 'https://example.org/r',
  status: 'completed',
  conclusion: 'failure',
  started_at: '2026-01-01T00:00:00Z',
  completed_at: '2026-01-01T00:00:00Z',
  output: {
    title: 'x',
    summary: 'y',
    text: null,
    annotations_count: 0,
    annotations_url: `${api}/check-runs/${id}/annotations`,
  },
  name: 'nur-keeper',
  check_suite: { id: 1 },
  app: null,
  pull_requests: [],
})
