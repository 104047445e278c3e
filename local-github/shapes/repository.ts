import type { Repository } from '../model.ts'
import type { Urls, World } from '../world.ts'
import { accountShape, nodeId, rolePermissions } from './account.ts'
import type { Role } from '../model.ts'

/** The API's `repository`, and that of webhooks. */
export function repositoryShape(world: World, repository: Repository) {
  const { urls } = world
  const open = [...repository.issues.values()].filter(({ state }) => state === 'open').length
  const forks = world.repositories.filter(({ parent }) => parent === repository).length
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.isPrivate,
    owner: accountShape(urls, repository.owner),
    description: repository.description,
    fork: repository.parent !== null,
    ...repositoryUrls(urls, repository),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: 'Nix',
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: forks,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.isPrivate ? 'private' : 'public',
    forks,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    custom_properties: {},
  }
}

/** The API's `full-repository`. */
export function fullRepositoryShape(world: World, repository: Repository, role: Role): object {
  const network = world.network(repository).length - 1
  const origin = repository.parent === null ? null : repositoryShape(world, repository.parent)
  return {
    ...repositoryShape(world, repository),
    permissions: rolePermissions(role),
    network_count: network,
    subscribers_count: 0,
    ...(origin === null ? {} : { parent: origin, source: origin }),
  }
}

/** How webhooks about installations name repositories. */
export function repositoryName(repository: Repository) {
  const { id, name, isPrivate } = repository
  return { id, node_id: nodeId('R', id), name, full_name: fullName(repository), private: isPrivate }
}

export function fullName({ owner, name }: Repository): string {
  return `${owner.login}/${name}`
}

/** Where people look at it. */
export function webUrl({ web }: Urls, repository: Repository): string {
  return `${web}/${fullName(repository)}`
}

export function apiUrl({ api }: Urls, repository: Repository): string {
  return `${api}/repos/${fullName(repository)}`
}

function repositoryUrls(urls: Urls, repository: Repository) {
  const html = webUrl(urls, repository)
  const url = apiUrl(urls, repository)
  return {
    html_url: html,
    url,
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
    git_url: `git://${html.replace(/^https?:\/\//, '')}.git`,
    ssh_url: `git@localhost:${fullName(repository)}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
  }
}
