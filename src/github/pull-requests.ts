import type { EnsuredPullRequest, PullRequests } from '../model/ports.ts'
import type { BranchPlan } from '../model/plan.ts'
import type { PullRequest } from '../model/repository.ts'
import { statusOf, unless, unlessMissing } from './client.ts'
import { digest } from './digest.ts'
import type { RepositoryClient } from './repository-client.ts'

/** What this adapter reads of the API's pull request; listings carry a little less than single ones. */
type ApiPullRequest = {
  readonly number: number
  readonly node_id: string
  readonly title: string
  readonly body: string | null
  readonly state: string
  readonly draft?: boolean
  readonly maintainer_can_modify?: boolean
  readonly merged_at: string | null
  readonly user: { readonly login: string } | null
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: ApiRepository | null }
  readonly base: { readonly ref: string; readonly sha: string; readonly repo: ApiRepository }
  readonly labels: readonly { readonly name?: string }[]
}

type ApiRepository = { readonly id: number; readonly html_url: string }

/** How many pull requests of one branch are looked at. */
const branchHistory = 30

export function openPullRequests(client: RepositoryClient): PullRequests {
  const { octokit, route, ref, identity } = client
  return {
    get: async (number) => {
      const found = await unlessMissing(() => octokit.rest.pulls.get({ ...route, pull_number: number }))
      return found === null ? null : toPullRequest(found.data)
    },
    listOpen: async () => {
      const found = await octokit.paginate(octokit.rest.pulls.list, {
        ...route,
        state: 'open',
        per_page: 100,
      })
      return found.map(toPullRequest)
    },
    ofBranch: async (branch) => (await listOfBranch(client, branch)).map(toPullRequest),
    ensure: (plan, { reopen }) => ensurePullRequest(client, plan, reopen),
    close: async (number) => {
      const { data } = await octokit.rest.pulls.get({ ...route, pull_number: number })
      const record = await client.store.branches.read(ref, data.head.ref)
      if (record !== null)
        await client.store.branches.write(ref, data.head.ref, { ...record, closedByKeeper: number })
      if (data.state === 'open')
        await octokit.rest.pulls.update({ ...route, pull_number: number, state: 'closed' })
    },
    wasClosedByKeeper: async (number) => {
      const { data } = await octokit.rest.issues.get({ ...route, issue_number: number })
      if (data.closed_by) return data.closed_by.login === identity.login
      const { data: pull } = await octokit.rest.pulls.get({ ...route, pull_number: number })
      return (await client.store.branches.read(ref, pull.head.ref))?.closedByKeeper === number
    },
  }
}

function toPullRequest(data: ApiPullRequest): PullRequest {
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? '',
    author: data.user?.login ?? 'ghost',
    state: data.state === 'open' ? 'open' : 'closed',
    merged: data.merged_at !== null,
    draft: data.draft ?? false,
    headBranch: data.head.ref,
    headSha: data.head.sha,
    fromFork: data.head.repo?.id !== data.base.repo.id,
    maintainersMayPush: data.head.repo !== null && data.maintainer_can_modify === true,
    headHtmlUrl: (data.head.repo ?? data.base.repo).html_url,
    baseBranch: data.base.ref,
    baseSha: data.base.sha,
    labels: data.labels.flatMap(({ name }) => name ?? []),
  }
}

async function listOfBranch(client: RepositoryClient, branch: string): Promise<readonly ApiPullRequest[]> {
  const { octokit, route } = client
  const { data }: { data: readonly ApiPullRequest[] } = await octokit.rest.pulls.list({
    ...route,
    state: 'all',
    head: `${route.owner}:${branch}`,
    per_page: branchHistory,
    sort: 'created',
    direction: 'desc',
  })
  // A fork of the same owner has branches of the same name.
  return data.filter(({ head, base }) => head.ref === branch && head.repo?.id === base.repo.id)
}

async function ensurePullRequest(
  client: RepositoryClient,
  plan: BranchPlan,
  reopen: boolean,
): Promise<EnsuredPullRequest> {
  const all = await listOfBranch(client, plan.branch)
  const open = all.find(({ state }) => state === 'open')
  if (open !== undefined) return await bringInLine(client, plan, open)
  const latest = all[0]
  if (reopen && latest !== undefined && latest.merged_at === null) {
    const { octokit, route } = client
    // GitHub refuses where the branch was deleted or rebuilt meanwhile: then a new one is opened.
    const reopened = await unless([422], () =>
      octokit.rest.pulls.update({ ...route, pull_number: latest.number, state: 'open' }),
    )
    if (reopened !== null) {
      const { pullRequest } = await bringInLine(client, plan, reopened.data)
      return { pullRequest, change: 'reopened' }
    }
  }
  return await openPullRequest(client, plan)
}

async function openPullRequest(client: RepositoryClient, plan: BranchPlan): Promise<EnsuredPullRequest> {
  const { octokit, route } = client
  try {
    const { data } = await octokit.rest.pulls.create({
      ...route,
      title: plan.title,
      body: plan.body,
      head: plan.branch,
      base: plan.base,
      draft: plan.draft,
    })
    await addLabels(client, data, plan.labels)
    await rememberText(client, plan)
    return { pullRequest: toPullRequest(data), change: 'opened' }
  } catch (error) {
    // Repositories without draft pull requests (private ones on the free plan) say 422.
    if (statusOf(error) !== 422 || !plan.draft || !/draft/i.test(String(error))) throw error
    return await openPullRequest(client, { ...plan, draft: false })
  }
}

/** Title and body are written when the plan for them changes: what people edit in between stays. */
async function bringInLine(
  client: RepositoryClient,
  plan: BranchPlan,
  standing: ApiPullRequest,
): Promise<EnsuredPullRequest> {
  const { octokit, route } = client
  let change: EnsuredPullRequest['change'] = 'unchanged'
  const differs = standing.title !== plan.title || !sameText(standing.body ?? '', plan.body)
  const retarget = standing.base.ref !== plan.base
  if (retarget || (differs && !(await isTextKnown(client, plan)))) {
    await octokit.rest.pulls.update({
      ...route,
      pull_number: standing.number,
      title: plan.title,
      body: plan.body,
      ...(retarget ? { base: plan.base } : {}),
    })
    change = 'updated'
  }
  await rememberText(client, plan)
  if (standing.draft === true && !plan.draft) {
    await octokit.graphql(readyMutation, { id: standing.node_id })
    change = 'updated'
  }
  if (await addLabels(client, standing, plan.labels)) change = 'updated'
  if (change === 'unchanged') return { pullRequest: toPullRequest(standing), change }
  const { data } = await octokit.rest.pulls.get({ ...route, pull_number: standing.number })
  return { pullRequest: toPullRequest(data), change }
}

/** The REST API cannot do this. */
const readyMutation = `mutation ($id: ID!) {
  markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } }
}`

function sameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n').trimEnd() === other.replaceAll('\r\n', '\n').trimEnd()
}

async function isTextKnown(client: RepositoryClient, plan: BranchPlan): Promise<boolean> {
  const known = await client.store.texts.read(client.ref, plan.branch)
  return known?.digest === digest([plan.title, plan.body])
}

async function rememberText(client: RepositoryClient, plan: BranchPlan): Promise<void> {
  if (await isTextKnown(client, plan)) return
  await client.store.texts.write(client.ref, plan.branch, { digest: digest([plan.title, plan.body]) })
}

async function addLabels(
  { octokit, route }: RepositoryClient,
  standing: ApiPullRequest,
  wanted: readonly string[],
): Promise<boolean> {
  const labels = wanted.filter((label) => !standing.labels.some(({ name }) => name === label))
  if (labels.length === 0) return false
  await octokit.rest.issues.addLabels({ ...route, issue_number: standing.number, labels })
  return true
}
