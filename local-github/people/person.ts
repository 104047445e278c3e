import { Octokit } from '@octokit/rest'
import type { LocalGitHub } from '../local-github.ts'
import type { Account, Repository } from '../model.ts'
import { fullName } from '../shapes/repository.ts'
import { Checkout } from './checkout.ts'

/** Somebody with an account, who works as people do: with git and over the API. */
export class Person {
  readonly account: Account
  readonly rest: Octokit
  readonly #github: LocalGitHub

  constructor(github: LocalGitHub, account: Account) {
    this.#github = github
    this.account = account
    this.rest = new Octokit({ baseUrl: github.apiUrl, auth: account.token, log: silent })
  }

  get login(): string {
    return this.account.login
  }

  /** Clones a repository into a folder of its own, and commits there in this person's name. */
  async clone(repository: Repository): Promise<Checkout> {
    const url = new URL(`${this.#github.url}/${fullName(repository)}.git`)
    url.username = this.login
    url.password = this.account.token ?? ''
    return await Checkout.clone(url.href, this.account, repository.defaultBranch)
  }
}

const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing }

function nothing(): void {
  // What fails is thrown; it need not be logged as well.
}
