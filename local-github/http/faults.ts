/** What goes wrong with a request; `also` is called when it does. */
export type Fault =
  /** The connection breaks before there is an answer; the request was not done. */
  | { readonly type: 'drop'; readonly also?: () => void }
  /** The request is done, but its answer is lost. */
  | { readonly type: 'lose-answer'; readonly also?: () => void }
  | { readonly type: 'status'; readonly status: number }
  /** Something else happens first, while the request waits. */
  | { readonly type: 'overtaken'; readonly by: () => Promise<unknown> }
  /** GitHub's limit on bursts of writes. */
  | { readonly type: 'secondary-limit'; readonly retryAfterSeconds: number }
  | { readonly type: 'primary-limit' }

type Rule = {
  readonly method: string
  readonly path: RegExp
  readonly fault: Fault
  skip: number
  times: number
}

/** Faults that tests ask for. */
export class Faults {
  #rules: Rule[] = []

  /**
   * @param route method and a pattern of the path below the API's root: `POST /comments$/`
   * @param options how many matching requests pass before, and how many fail
   */
  add(
    method: string,
    path: RegExp,
    fault: Fault,
    { skip = 0, times = 1 }: { readonly skip?: number; readonly times?: number } = {},
  ): void {
    this.#rules.push({ method, path, fault, skip, times })
  }

  clear(): void {
    this.#rules = []
  }

  /** The fault of this request, if any. */
  take(method: string, path: string): Fault | null {
    const rule = this.#rules.find((one) => one.method === method && one.path.test(path) && one.times > 0)
    if (rule === undefined) return null
    if (rule.skip > 0) {
      rule.skip--
      return null
    }
    rule.times--
    return rule.fault
  }
}
