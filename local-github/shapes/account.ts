import type { Account, Repository, Role } from '../model.ts'
import type { Urls } from '../world.ts'

/** The API's `simple-user`; the `user` of webhooks. */
export function accountShape({ web, api }: Urls, { id, login, type }: Account) {
  const encoded = encodeURIComponent(login)
  const url = `${api}/users/${encoded}`
  return {
    login,
    id,
    node_id: nodeId(type === 'Bot' ? 'BOT' : type === 'Organization' ? 'O' : 'U', id),
    avatar_url: `${web}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: type === 'Bot' ? `${web}/apps/${login.replace(/\[bot\]$/, '')}` : `${web}/${encoded}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  }
}

/** The API's `public-user`. */
export function publicAccountShape(urls: Urls, account: Account, createdAt: string) {
  return {
    ...accountShape(urls, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: createdAt,
    updated_at: createdAt,
  }
}

/** The `organization` of webhooks; null where the owner is a person. */
export function organizationShape({ web, api }: Urls, { id, login, type }: Account) {
  if (type !== 'Organization') return null
  const url = `${api}/orgs/${login}`
  return {
    login,
    id,
    node_id: nodeId('O', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${web}/avatars/${id}`,
    description: null,
  }
}

/** What the role allows, as the API spells it out. */
export function rolePermissions(role: Role) {
  const write = role === 'write' || role === 'admin'
  return {
    admin: role === 'admin',
    maintain: role === 'admin',
    push: write,
    triage: write,
    pull: role !== 'none',
  }
}

/** How close somebody is to a repository. */
export function association(account: Account, repository: Repository): string {
  if (account === repository.owner) return 'OWNER'
  const role = repository.collaborators.get(account.id)
  if (role !== 'write' && role !== 'admin') return 'NONE'
  return repository.owner.type === 'Organization' ? 'MEMBER' : 'COLLABORATOR'
}

/** An id for GraphQL that says what it names. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`
}

/** The number behind an id for GraphQL; null where it names another kind of thing. */
export function idOfNode(kind: string, node: string): number | null {
  if (!node.startsWith(`${kind}_`)) return null
  const id = Number(Buffer.from(node.slice(kind.length + 1), 'base64url').toString())
  return Number.isInteger(id) ? id : null
}
