import type { FileDiff } from '../git/diff.ts'
import type { PullIssue, Repository } from '../model.ts'
import type { Urls, World } from '../world.ts'
import { accountShape, association, nodeId } from './account.ts'
import { issueWebUrl, labelShape } from './issue.ts'
import { apiUrl, repositoryShape, webUrl } from './repository.ts'

/** The API's `pull-request-simple`: what listings carry. */
export function pullShape(world: World, issue: PullIssue) {
  const { urls } = world
  const { pull, repository } = issue
  const url = `${apiUrl(urls, repository)}/pulls/${issue.number}`
  const html = issueWebUrl(urls, issue)
  const issueUrl = `${apiUrl(urls, repository)}/issues/${issue.number}`
  const addresses = {
    commits: `${url}/commits`,
    review_comments: `${url}/comments`,
    review_comment: `${apiUrl(urls, repository)}/pulls/comments{/number}`,
    comments: `${issueUrl}/comments`,
    statuses: `${apiUrl(urls, repository)}/statuses/${pull.headSha}`,
  }
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    number: issue.number,
    state: issue.state,
    locked: false,
    title: issue.title,
    user: accountShape(urls, issue.author),
    body: issue.body,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: issue.labels.map((label) => labelShape(urls, repository, label)),
    milestone: null,
    draft: pull.draft,
    commits_url: addresses.commits,
    review_comments_url: addresses.review_comments,
    review_comment_url: addresses.review_comment,
    comments_url: addresses.comments,
    statuses_url: addresses.statuses,
    head: sideShape(world, pull.headRepository, pull.headOwner, pull.headBranch, pull.headSha),
    base: sideShape(world, repository, repository.owner, pull.baseBranch, pull.baseSha),
    _links: linksOf({ self: url, html, issue: issueUrl, ...addresses }),
    author_association: association(issue.author, repository),
    auto_merge: null,
    active_lock_reason: null,
  }
}

/** The API's `pull-request`, and that of webhooks. `mergeable` is null as long as GitHub computes it. */
export async function fullPullShape(world: World, issue: PullIssue, withMergeable = true) {
  const { pull, repository } = issue
  const files = await pullFiles(issue)
  const base = await pullBase(issue)
  const mergeable =
    withMergeable && issue.state === 'open'
      ? (await repository.git.mergeTree(pull.baseSha, pull.headSha)) !== null
      : null
  return {
    ...pullShape(world, issue),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : !mergeable ? 'dirty' : pull.draft ? 'draft' : 'clean',
    merged_by: pull.merged === null ? null : accountShape(world.urls, pull.merged.by),
    comments: issue.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainersMayPush,
    commits: (await repository.git.log(base, pull.headSha)).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  }
}

/** Where the head left the base; the base itself where they have no common history. */
export async function pullBase({ pull, repository }: PullIssue): Promise<string> {
  return (await repository.git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha
}

/** The three-dot difference that people review. */
export async function pullFiles(issue: PullIssue): Promise<readonly FileDiff[]> {
  return await issue.repository.git.diff(await pullBase(issue), issue.pull.headSha)
}

/** The API's `pull-request-minimal`: how checks name pull requests. */
export function pullReference(urls: Urls, issue: PullIssue) {
  const { pull, repository, number } = issue
  const reference = (one: Repository) => ({ id: one.id, url: apiUrl(urls, one), name: one.name })
  return {
    url: `${apiUrl(urls, repository)}/pulls/${number}`,
    id: pull.id,
    number,
    head: { ref: pull.headBranch, sha: pull.headSha, repo: reference(pull.headRepository ?? repository) },
    base: { ref: pull.baseBranch, sha: pull.baseSha, repo: reference(repository) },
  }
}

/** The API's `diff-entry`. */
export function fileShape(urls: Urls, repository: Repository, commit: string, file: FileDiff) {
  const path = encodeURI(file.path)
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${webUrl(urls, repository)}/blob/${commit}/${path}`,
    raw_url: `${webUrl(urls, repository)}/raw/${commit}/${path}`,
    contents_url: `${apiUrl(urls, repository)}/contents/${path}?ref=${commit}`,
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  }
}

function sideShape(
  world: World,
  repository: Repository | null,
  owner: Repository['owner'],
  branch: string,
  sha: string,
) {
  return {
    label: `${owner.login}:${branch}`,
    ref: branch,
    sha,
    user: accountShape(world.urls, owner),
    repo: repository === null ? null : repositoryShape(world, repository),
  }
}

function linksOf<K extends string>(addresses: Readonly<Record<K, string>>) {
  return Object.fromEntries(Object.entries(addresses).map(([name, href]) => [name, { href }]))
}
