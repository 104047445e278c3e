import { appendFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseCommit, type Commit, type Signature } from './commit.ts'
import { readDiff, type FileDiff } from './diff.ts'
import { ObjectReader } from './object-reader.ts'
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

const settings = `
[http]
  receivepack = true
[receive]
  hideRefs = refs/pull
[uploadpack]
  allowAnySHA1InWant = true
[gc]
  auto = 0
`

/** The id of the tree with nothing in it, which git knows by itself. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** The name of a ref, without anything that would lead on from it (git-check-ref-format(1)). */
const plainRef = /^refs\/(?!.*(?:\.\.|@\{|\/\/|\/$))[^\s~^:?*[\\]+$/

/** A real bare repository on disk. */
export class BareRepository {
  readonly folder: string
  readonly #objects: ObjectReader
  /** What git said of objects by their ids, which never changes. */
  readonly #known = new Map<string, Promise<unknown>>()
  #indexes = 0

  constructor(folder: string) {
    this.folder = folder
    this.#objects = new ObjectReader(folder)
  }

  static async create(folder: string, branch: string): Promise<BareRepository> {
    await mkdir(folder, { recursive: true })
    await runGit(folder, ['init', '--quiet', '--bare', `--initial-branch=${branch}`, '.'])
    await appendFile(join(folder, 'config'), settings)
    return new BareRepository(folder)
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
    return plainRef.test(name) ? ((await this.#objects.info(name))?.sha ?? null) : null
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
      const found = await this.#objects.info(`${candidate}^{commit}`)
      if (found !== null) return found.sha
    }
    return null
  }

  async typeOf(sha: string): Promise<string | null> {
    return (await this.#objects.info(sha))?.type ?? null
  }

  async commit(sha: string): Promise<Commit> {
    return parseCommit(sha, (await this.#read(sha)).toString())
  }

  async blob(sha: string): Promise<Buffer> {
    return await this.#read(sha)
  }

  /** @param tree id of a tree or commit */
  async tree(tree: string, recursive: boolean): Promise<readonly TreeEntry[]> {
    const args = ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), tree]
    return await this.#once(args, async () => parseTree(await this.run(args)))
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
    const args = ['merge-base', one, other]
    return await this.#once(args, () => this.#orNull(args))
  }

  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    return (await this.mergeBase(ancestor, descendant)) === ancestor
  }

  /** Ids of the commits that `head` has and `base` (where given) lacks, newest first. */
  async log(base: string | null, head: string, limit = 1000): Promise<readonly string[]> {
    const range = base === null ? head : `${base}..${head}`
    const args = ['rev-list', '--topo-order', `--max-count=${limit}`, range, '--']
    return await this.#once(args, async () =>
      (await this.run(args)).split('\n').filter((line) => line !== ''),
    )
  }

  async diff(base: string, head: string): Promise<readonly FileDiff[]> {
    return await this.#once(['diff', base, head], () => readDiff(this.folder, base, head))
  }

  /** @returns the tree of a three-way merge, or null where it conflicts */
  async mergeTree(one: string, other: string): Promise<string | null> {
    const args = ['merge-tree', '--write-tree', one, other]
    return await this.#once(args, async () => {
      try {
        return (await this.run(args)).trim()
      } catch (error) {
        if (error instanceof GitFailure && error.code === 1) return null
        throw error
      }
    })
  }

  async archive(commit: string, prefix: string): Promise<Buffer> {
    return await runGit(this.folder, ['archive', '--format=tar.gz', `--prefix=${prefix}/`, commit])
  }

  /** Takes a commit over from another repository, under a ref of this one. */
  async fetchFrom(other: BareRepository, commit: string, ref: string): Promise<void> {
    if (other.folder === this.folder) await this.updateRef(ref, commit)
    else await this.run(['fetch', '--quiet', '--no-tags', other.folder, `+${commit}:${ref}`])
  }

  /** Ends what runs beside. */
  close(): void {
    this.#objects.close()
  }

  async #read(sha: string): Promise<Buffer> {
    const found = await this.#objects.read(sha)
    if (found === null) throw new Error(`no object ${sha}`)
    return found.content
  }

  /** Asks git once: only for questions about objects by their full ids. */
  async #once<T>(question: readonly string[], ask: () => Promise<T>): Promise<T> {
    const key = question.join(' ')
    // The answer to one question always has the type of that question.
    const answer = (this.#known.get(key) as Promise<T> | undefined) ?? ask()
    this.#known.set(key, answer)
    const found = await answer.catch((error: unknown) => {
      this.#known.delete(key)
      throw error
    })
    // What is not there may come.
    if (found === null) this.#known.delete(key)
    return found
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

function parseTree(text: string): readonly TreeEntry[] {
  return text
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [meta, path] = splitOnce(line, '\t')
      const [mode = '', type = '', sha = '', size = ''] = meta.split(/ +/)
      return { path, mode, type: asType(type), sha, size: size === '-' ? null : Number(size) }
    })
}
