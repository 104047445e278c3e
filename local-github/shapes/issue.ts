import { isPull, type Comment, type Issue, type Label, type Reaction, type Repository } from '../model.ts'
import type { Urls, World } from '../world.ts'
import { accountShape, association, nodeId } from './account.ts'
import { apiUrl, webUrl } from './repository.ts'

/** The API's `issue`, and that of webhooks. */
export function issueShape(world: World, issue: Issue) {
  const { urls } = world
  const url = `${apiUrl(urls, issue.repository)}/issues/${issue.number}`
  return {
    url,
    repository_url: apiUrl(urls, issue.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issueWebUrl(urls, issue),
    id: issue.id,
    node_id: nodeId('I', issue.id),
    number: issue.number,
    title: issue.title,
    user: accountShape(urls, issue.author),
    labels: issue.labels.map((label) => labelShape(urls, issue.repository, label)),
    state: issue.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: issue.comments.length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: association(issue.author, issue.repository),
    active_lock_reason: null,
    body: issue.body,
    reactions: reactionsShape(url, []),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: issue.stateReason,
    ...(isPull(issue)
      ? {
          draft: issue.pull.draft,
          pull_request: {
            url: `${apiUrl(urls, issue.repository)}/pulls/${issue.number}`,
            html_url: issueWebUrl(urls, issue),
            diff_url: `${issueWebUrl(urls, issue)}.diff`,
            patch_url: `${issueWebUrl(urls, issue)}.patch`,
            merged_at: issue.pull.merged?.at ?? null,
          },
        }
      : {}),
  }
}

/** The API says who closed it; webhooks do not. */
export function fullIssueShape(world: World, issue: Issue) {
  return {
    ...issueShape(world, issue),
    closed_by: issue.closedBy === null ? null : accountShape(world.urls, issue.closedBy),
  }
}

/** The API's `issue-comment`, and that of webhooks. */
export function commentShape(world: World, comment: Comment) {
  const { urls } = world
  const { issue } = comment
  const url = `${apiUrl(urls, issue.repository)}/issues/comments/${comment.id}`
  return {
    url,
    html_url: `${issueWebUrl(urls, issue)}#issuecomment-${comment.id}`,
    issue_url: `${apiUrl(urls, issue.repository)}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: accountShape(urls, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(comment.author, issue.repository),
    body: comment.body,
    reactions: reactionsShape(url, comment.reactions),
    performed_via_github_app: null,
  }
}

export function labelShape(urls: Urls, repository: Repository, label: Label) {
  const { id, name, color, description } = label
  const url = `${apiUrl(urls, repository)}/labels/${encodeURIComponent(name)}`
  return { id, node_id: nodeId('LA', id), url, name, color, description, default: false }
}

export function reactionShape(urls: Urls, { id, author, content, createdAt }: Reaction) {
  const user = accountShape(urls, author)
  return { id, node_id: nodeId('REA', id), user, content, created_at: createdAt }
}

/** As people name it. */
export function stateOf(issue: Issue): 'open' | 'closed' | 'draft' | 'merged' {
  if (!isPull(issue)) return issue.state
  if (issue.pull.merged !== null) return 'merged'
  return issue.state === 'open' && issue.pull.draft ? 'draft' : issue.state
}

export function issueWebUrl(urls: Urls, issue: Issue): string {
  return `${webUrl(urls, issue.repository)}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`
}

function reactionsShape(url: string, reactions: readonly Reaction[]) {
  const count = (wanted: string): number => reactions.filter(({ content }) => content === wanted).length
  return {
    url: `${url}/reactions`,
    total_count: reactions.length,
    '+1': count('+1'),
    '-1': count('-1'),
    laugh: count('laugh'),
    hooray: count('hooray'),
    confused: count('confused'),
    heart: count('heart'),
    rocket: count('rocket'),
    eyes: count('eyes'),
  }
}
