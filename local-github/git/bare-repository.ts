import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCommit, type Commit, type Signature } from './commit.ts'
import { readDiff, type FileDiff } from './diff.ts'
import { GitFailure, runGit, type GitOptions } from './run-git.ts'

export type TreeEntry = {
  readonly path: string
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly size: number | null
}

/** A change of one path of a tree; a null sha removes it. */
export type TreeChange = { readonly path: string; readonly mode: string; readonly sha: string | null }

const settings = {
  'http.receivepack': 'true',
  'receive.hideRefs': 'refs/pull',
  'uploadpack.allowAnySHA1InWant': 'true',
  'gc.auto': '0',
}

/** A real bare repository on disk. */
export class BareRepository {
  readonly folder: string
  #indexes = 0

  constructor(folder: string) {
    this.folder = folder
  }

  static async create(folder: string, branch: string): Promise<BareRepository> {
    await mkdir(folder, { recursive: true })
    await runGit(folder, ['init', '--quiet', '--bare', `--initial-branch=${branch}`, '.'])
    const repository = new BareRepository(folder)
    for (const [key, value] of Object.entries(settings)) await repository.run(['config', key, value])
    return repository
  }

  async run(args: readonly string[], options?: GitOptions): Promise<string> {
    return (await runGit(this.folder, args, options)).toString()
  }

  /** Every ref with what it points at: `refs/heads/main` → commit. */
  async refs(prefix = 'refs/'): Promise<Map<string, string>> {
    const text = await this.run(['for-each-ref', '--format=%(refname) %(objectname)', prefix])
    const lines = text.split('\n').filter((line) => line !== '')
    return new Map(lines.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']))
  }

  async readRef(name: string): Promise<string | null> {
    return await this.#orNull(['show-ref', '--verify', '--hash', '--', name])
  }

  /** @returns whether git takes the name for a ref */
  async isRefName(name: string): Promise<boolean> {
    return (await this.#orNull(['check-ref-format', name])) !== null
  }

  async updateRef(name: string, sha: string): Promise<void> {
    await this.run(['update-ref', '--end-of-options', name, sha])
  }

  async deleteRef(name: string): Promise<void> {
    await this.run(['update-ref', '-d', name])
  }

  /** A commit by id, branch, tag or `HEAD`; null where there is none. */
  async resolveCommit(revision: string): Promise<string | null> {
    for (const candidate of [`refs/heads/${revision}`, revision]) {
      const found = await this.#orNull([
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${candidate}^{commit}`,
      ])
      if (found !== null) return found
    }
    return null
  }

  async typeOf(sha: string): Promise<string | null> {
    return await this.#orNull(['cat-file', '-t', sha])
  }

  async commit(sha: string): Promise<Commit> {
    return parseCommit(sha, await this.run(['cat-file', 'commit', sha]))
  }

  async blob(sha: string): Promise<Buffer> {
    return await runGit(this.folder, ['cat-file', 'blob', sha])
  }

  /** @param tree id of a tree or commit */
  async tree(tree: string, recursive: boolean): Promise<readonly TreeEntry[]> {
    const text = await this.run(['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree])
    return text
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => {
        const [meta, path] = splitOnce(line, '\t')
        const [mode = '', type = '', sha = '', size = ''] = meta.split(/ +/)
        return { path, mode, type: asType(type), sha, size: size === '-' ? null : Number(size) }
      })
  }

  async writeBlob(content: string | Uint8Array): Promise<string> {
    return (await this.run(['hash-object', '-w', '--stdin'], { input: content })).trim()
  }

  /** @returns the id of a tree that has the changes on top of `base` (a tree or commit), or of nothing */
  async writeTree(base: string | null, changes: readonly TreeChange[]): Promise<string> {
    const index = join(this.folder, `index-${++this.#indexes}`)
    const environment = { GIT_INDEX_FILE: index }
    try {
      await this.run(['read-tree', base ?? '--empty'], { environment })
      const nothing = '0'.repeat(40)
      const input = changes
        .map(({ path, mode, sha }) =>
          sha === null ? `0 ${nothing}\t${path}\0` : `${mode} ${sha}\t${path}\0`,
        )
        .join('')
      await this.run(['update-index', '-z', '--index-info'], { environment, input })
      return (await this.run(['write-tree'], { environment })).trim()
    } finally {
      await rm(index, { force: true })
    }
  }

  async writeCommit(commit: {
    readonly tree: string
    readonly parents: readonly string[]
    readonly message: string
    readonly author: Signature
    readonly committer: Signature
  }): Promise<string> {
    const { author, committer } = commit
    const parents = commit.parents.flatMap((parent) => ['-p', parent])
    const text = await this.run(['commit-tree', commit.tree, ...parents, '-F', '-'], {
      input: commit.message,
      environment: {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: author.date,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        GIT_COMMITTER_DATE: committer.date,
      },
    })
    return text.trim()
  }

  async mergeBase(one: string, other: string): Promise<string | null> {
    return await this.#orNull(['merge-base', one, other])
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (await this.#orNull(['merge-base', '--is-ancestor', ancestor, descendant])) !== null
  }

  /** Ids of the commits that `head` has and `base` (where given) lacks, newest first. */
  async log(base: string | null, head: string, limit = 1000): Promise<readonly string[]> {
    const range = base === null ? head : `${base}..${head}`
    return (await this.run(['rev-list', '--topo-order', `--max-count=${limit}`, range, '--']))
      .split('\n')
      .filter((line) => line !== '')
  }

  async diff(base: string, head: string): Promise<readonly FileDiff[]> {
    return await readDiff(this.folder, base, head)
  }

  /** @returns the tree of a three-way merge, or null where it conflicts */
  async mergeTree(one: string, other: string): Promise<string | null> {
    try {
      return (await this.run(['merge-tree', '--write-tree', one, other])).trim()
    } catch (error) {
      if (error instanceof GitFailure && error.code === 1) return null
      throw error
    }
  }

  async archive(commit: string, prefix: string): Promise<Buffer> {
    return await runGit(this.folder, ['archive', '--format=tar.gz', `--prefix=${prefix}/`, commit])
  }

  /** Takes a commit over from another repository, under a ref of this one. */
  async fetchFrom(other: BareRepository, commit: string, ref: string): Promise<void> {
    if (other.folder === this.folder) await this.updateRef(ref, commit)
    else await this.run(['fetch', '--quiet', '--no-tags', other.folder, `+${commit}:${ref}`])
  }

  /** Output without its line end; null where git ends with an error. */
  async #orNull(args: readonly string[]): Promise<string | null> {
    try {
      return (await this.run(args)).trim()
    } catch (error) {
      if (error instanceof GitFailure) return null
      throw error
    }
  }
}

function asType(type: string): TreeEntry['type'] {
  return type === 'tree' || type === 'commit' ? type : 'blob'
}

/** Before and after the first separator. */
function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}
