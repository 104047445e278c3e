/** A template that is wrong, or is given too little: our own fault, or that of a repository's own template. */
export class TemplateError extends Error {
  readonly template: string
  readonly line: number | null
  /** What is wrong, without the place. */
  readonly reason: string

  /** @param line counts from 1; null where the fault is in no single line */
  constructor(template: string, line: number | null, reason: string) {
    super(`template ${template}${line === null ? '' : `:${line}`}: ${reason}`)
    this.name = 'TemplateError'
    this.template = template
    this.line = line
    this.reason = reason
  }
}
