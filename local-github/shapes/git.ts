import type { Commit, Signature } from '../git/commit.ts'
import type { TreeEntry } from '../git/bare-repository.ts'
import type { Repository } from '../model.ts'
import type { World } from '../world.ts'
import { accountShape, nodeId } from './account.ts'
import { apiUrl, webUrl } from './repository.ts'

/** The API's `git-commit`. */
export function gitCommitShape(world: World, repository: Repository, commit: Commit) {
  const url = `${apiUrl(world.urls, repository)}/git`
  const html = webUrl(world.urls, repository)
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: signatureShape(commit.author),
    committer: signatureShape(commit.committer),
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: verification(repository, commit),
  }
}

/** The API's `commit`: the same with the accounts behind the addresses. */
export function commitShape(world: World, repository: Repository, commit: Commit) {
  const { urls } = world
  const url = `${apiUrl(urls, repository)}/commits/${commit.sha}`
  const {
    author,
    committer,
    message,
    tree,
    verification: verified,
  } = gitCommitShape(world, repository, commit)
  const accountOf = ({ email }: Signature): object | null => {
    const account = world.accountOfEmail(email)
    return account === null ? null : accountShape(urls, account)
  }
  return {
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    url,
    html_url: `${webUrl(urls, repository)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      author,
      committer,
      message,
      tree,
      url: `${apiUrl(urls, repository)}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verified,
    },
    author: accountOf(commit.author),
    committer: accountOf(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${apiUrl(urls, repository)}/commits/${sha}`,
      html_url: `${webUrl(urls, repository)}/commit/${sha}`,
    })),
  }
}

export function refShape(world: World, repository: Repository, ref: string, sha: string) {
  const url = `${apiUrl(world.urls, repository)}/git`
  const object = { type: 'commit', sha, url: `${url}/commits/${sha}` }
  return { ref, node_id: nodeId('REF', `${repository.id}:${ref}`), url: `${url}/${ref}`, object }
}

export function treeShape(
  world: World,
  repository: Repository,
  sha: string,
  listing: { readonly entries: readonly TreeEntry[]; readonly truncated: boolean },
) {
  const url = `${apiUrl(world.urls, repository)}/git`
  const kinds = { blob: 'blobs', tree: 'trees', commit: 'commits' } as const
  return {
    sha,
    url: `${url}/trees/${sha}`,
    tree: listing.entries.map(({ path, mode, type, sha: id, size }) => ({
      path,
      mode,
      type,
      sha: id,
      ...(size === null ? {} : { size }),
      ...(type === 'commit' ? {} : { url: `${url}/${kinds[type]}/${id}` }),
    })),
    truncated: listing.truncated,
  }
}

function signatureShape({ name, email, date }: Signature) {
  return { name, email, date }
}

/** GitHub signs what an App or its own pages commit; nothing that is pushed here is signed. */
function verification(repository: Repository, { sha }: Commit) {
  const verified = repository.signedCommits.has(sha)
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature: verified ? '-----BEGIN PGP SIGNATURE-----\n\nlocal\n-----END PGP SIGNATURE-----\n' : null,
    payload: verified ? sha : null,
    verified_at: verified ? repository.createdAt : null,
  }
}
