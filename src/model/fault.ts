/** GitHub or the network failed in a way that passes: try again, at the time it names where it names one. */
export class TransientFault extends Error {
  readonly retryAt: Date | null

  constructor(message: string, retryAt: Date | null, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TransientFault'
    this.retryAt = retryAt
  }
}

/** It will fail the same way next time: the repository is gone or archived, the App may not. */
export class PermanentFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PermanentFault'
  }
}
