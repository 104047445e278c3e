import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runGit } from '../git/run-git.ts'
import type { Account } from '../model.ts'

/** A person's clone. */
export class Checkout {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async clone(url: string, { name, email }: Account, branch: string): Promise<Checkout> {
    const folder = await mkdtemp(join(tmpdir(), 'checkout-'))
    await runGit(folder, ['clone', '--quiet', url, '.'])
    const checkout = new Checkout(folder)
    await checkout.git('config', 'user.name', name)
    await checkout.git('config', 'user.email', email)
    // A repository with nothing in it gives no branch to stand on.
    await checkout.git('symbolic-ref', 'HEAD', `refs/heads/${branch}`)
    return checkout
  }

  /** Runs git there. @returns what it printed */
  async git(...args: readonly string[]): Promise<string> {
    return (await runGit(this.folder, args)).toString().trim()
  }

  /** Starts a branch where the checkout stands, or at `from`. */
  async branch(name: string, from = 'HEAD'): Promise<void> {
    await this.git('checkout', '--quiet', '-B', name, from)
  }

  /** Brings a branch here as it is on GitHub. */
  async switchTo(branch: string): Promise<void> {
    await this.git('fetch', '--quiet', 'origin')
    await this.git('checkout', '--quiet', '-B', branch, `origin/${branch}`)
  }

  /** Takes in everything of a folder, except what git keeps there. */
  async copyFrom(folder: string): Promise<void> {
    await cp(folder, this.folder, { recursive: true, filter: (path) => !path.split('/').includes('.git') })
  }

  async read(path: string): Promise<string> {
    return await readFile(join(this.folder, path), 'utf8')
  }

  /**
   * @param files path → text; null removes the file
   * @returns the commit
   */
  async commit(message: string, files: Readonly<Record<string, string | null>> = {}): Promise<string> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path)
      if (text === null) {
        await rm(file)
        continue
      }
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    await this.git('add', '--all')
    await this.git('commit', '--quiet', '--allow-empty', '-m', message)
    return await this.git('rev-parse', 'HEAD')
  }

  /** Pushes the branch that the checkout stands on. */
  async push(...options: readonly string[]): Promise<void> {
    await this.git('push', '--quiet', ...options, 'origin', 'HEAD')
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}
